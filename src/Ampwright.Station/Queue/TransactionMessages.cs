using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Queue;

/// <summary>Turns what was recorded into the messages of the standard. The same record always gives the same message.</summary>
internal static class TransactionMessages
{
    public static StartTransactionRequest Start(RememberedTransaction transaction) => new()
    {
        ConnectorId = transaction.Connector,
        IdTag = transaction.IdTag,
        MeterStart = WattHours(transaction.MeterStart),
        ReservationId = transaction.ReservationId,
        Timestamp = transaction.Started.Utc,
    };

    public static StopTransactionRequest Stop(RememberedTransaction transaction)
    {
        var stop = transaction.Stop ?? throw new InvalidOperationException($"Transaction {transaction.Tx} has not ended.");
        return new StopTransactionRequest
        {
            TransactionId = transaction.CsmsId ?? -1, // Errata v4.0 3.18.
            IdTag = stop.IdTag,
            MeterStop = WattHours(stop.Meter),
            Timestamp = stop.At.Utc,
            Reason = OcppEnum<Reason>.Parse(stop.Reason),
            TransactionData = transaction.Data.IsEmpty ? null : [.. transaction.Data.Select(Value)],
        };
    }

    public static MeterValuesRequest MeterValues(int connector, int? transactionId, StoredMeterValue values) => new()
    {
        ConnectorId = connector,
        TransactionId = transactionId,
        MeterValue = [Value(values)],
    };

    private static MeterValue Value(StoredMeterValue stored) => new()
    {
        Timestamp = stored.At.Utc,
        SampledValue = [.. stored.Samples.Select(sample => new SampledValue
        {
            Value = sample.Value,
            Context = OcppEnum<ReadingContext>.Parse(stored.Context),
            Measurand = OcppEnum<Measurand>.Parse(sample.Measurand),
            Phase = sample.Phase is null ? null : OcppEnum<Phase>.Parse(sample.Phase),
            Location = sample.Location is null ? null : OcppEnum<Location>.Parse(sample.Location),
            Unit = sample.Unit is null ? null : OcppEnum<UnitOfMeasure>.Parse(sample.Unit),
        })],
    };

    // The standard's integers are 32-bit; a register beyond 2 GWh stays at the end of the scale.
    private static int WattHours(long register) => (int)Math.Clamp(register, 0, int.MaxValue);
}
