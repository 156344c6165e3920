using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Ampwright.Csms.Metering;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>What a car was measured to draw on the phase where it draws most, in tenths of an ampere.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeasuredDraw(int Current, DateTimeOffset At, DateTimeOffset ReceivedAt)
{
    /// <summary>Of the newest meter values of a transaction; null where they tell nothing of it.</summary>
    public static MeasuredDraw? Newest(DbConnection connection, int transactionId, decimal voltage)
    {
        var newest = connection.QueryFirstOrDefault<(DateTimeOffset At, string Values, DateTimeOffset ReceivedAt)?>(
            "SELECT sampled_at, sampled_values, received_at FROM meter_values WHERE transaction_id = @transactionId AND transaction_id > 0 ORDER BY sampled_at DESC LIMIT 1", new { transactionId });
        return newest is { } row && Of(SampledValueJson.Read(row.Values), voltage) is { } current ? new MeasuredDraw(current, row.At, row.ReceivedAt) : null;
    }

    private static int? Of(IReadOnlyList<SampledValue> values, decimal voltage)
    {
        var currents = values.Where(value => value.Measurand?.Is(Measurand.CurrentImport) == true && (value.Unit is null || value.Unit.Value.Is(UnitOfMeasure.A)) && IsLine(value))
            .Select(value => Read(value.Value)).OfType<decimal>().ToList();
        if (currents.Count > 0) return Tenths(currents.Max());
        // A power may all flow through one phase: then so much it would be.
        var reading = Reading.Of(values);
        return reading.PowerW is { } watts ? Tenths((decimal)watts / voltage) : null;
    }

    private static bool IsLine(SampledValue value) => value.Phase is not { } phase || !phase.Is(Phase.N);

    private static decimal? Read(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    private static int Tenths(decimal amperes) => (int)decimal.Round(Math.Clamp(amperes, 0, 10_000) * 10);
}
