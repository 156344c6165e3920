using System.Data.Common;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Prices;

/// <summary>Prices a transaction by what is stored of it.</summary>
internal static class SessionPrices
{
    private const int MostReadings = 100_000;

    /// <returns>Its usage so far, or in the end; null where its times cannot be a session's.</returns>
    public static SessionUsage? Usage(DbConnection connection, TransactionRecord transaction, TransactionTariff by, DateTimeOffset now)
    {
        var until = transaction.StoppedAt ?? (now > transaction.LastMeterAt || transaction.LastMeterAt is null ? now : transaction.LastMeterAt.Value);
        var usage = SessionUsage.Of(
            new MeterPoint(transaction.StartedAt, transaction.MeterStart), Readings(connection, transaction),
            new MeterPoint(until, transaction.MeterStop ?? transaction.LastMeter ?? transaction.MeterStart));
        if (usage.IdleSince < by.HeldBackUntil) usage = usage with { IdleSince = by.HeldBackUntil < usage.Until ? by.HeldBackUntil : null };
        if (by.HeldBackSince is not null) usage = usage with { IdleSince = null };
        // While it runs only a reading can say that it idles: since the last one nobody knows.
        if (transaction.StoppedAt is null && usage.IdleSince >= (transaction.LastMeterAt ?? transaction.StartedAt)) usage = usage with { IdleSince = null };
        return usage.IsPlausible ? usage : null;
    }

    /// <returns>What it costs so far, or in the end.</returns>
    public static SessionPrice Price(DbConnection connection, TransactionTariff by, SessionUsage usage) => Pricing.Price(Terms(connection, by), by.Zone, usage);

    public static TariffTerms Terms(DbConnection connection, TransactionTariff by) =>
        TermsBody.FromText(TariffList.Version(connection, by.TariffId, by.Number)!.Terms).ToTerms();

    private static IEnumerable<MeterPoint> Readings(DbConnection connection, TransactionRecord transaction) => connection.Query<MeterValueRecord>("""
        SELECT sampled_at, sampled_values FROM meter_values
        WHERE transaction_id = @TransactionId AND transaction_id > 0 AND connector_id = @ConnectorId ORDER BY sampled_at, meter_value_id LIMIT @MostReadings
        """, new { transaction.TransactionId, transaction.ConnectorId, MostReadings })
        .Select(value => (value.SampledAt, Register: Reading.Of(SampledValueJson.Read(value.SampledValues)).RegisterWh))
        .Where(value => value.Register is not null)
        .Select(value => new MeterPoint(value.SampledAt, value.Register!.Value));
}
