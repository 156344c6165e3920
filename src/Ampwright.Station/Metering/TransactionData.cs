using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Metering;

/// <summary>What is kept for transactionData in StopTransaction. OCPP 1.6 ed. 2 §3.16.5, §3.16.6.</summary>
internal static class TransactionData
{
    /// <summary>Most meter values kept where no StopTransactionMaxMeterValues says otherwise.</summary>
    public const int OwnLimit = 100;

    public static int Limit(StationCore core) => Math.Max(2, core.Configuration.Number("StopTransactionMaxMeterValues", OwnLimit));

    /// <summary>The values at the beginning or the end of a transaction; null when both StopTxn keys are empty.</summary>
    public static StoredMeterValue? Edge(StationCore core, ConnectorReading reading, ReadingContext context)
    {
        var measurands = core.Configuration.List("StopTxnSampledData").Union(core.Configuration.List("StopTxnAlignedData"));
        return Values(core, measurands, reading, context, core.Now);
    }

    public static StoredMeterValue? Values(
        StationCore core, IEnumerable<string> measurands, ConnectorReading reading, ReadingContext context, Stamp at)
    {
        var samples = Sampling.Take(measurands, reading);
        return samples.Count == 0 ? null : new StoredMeterValue(at, new OcppEnum<ReadingContext>(context).Text, samples);
    }
}
