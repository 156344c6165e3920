using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Metering;

/// <summary>
/// The meter values of one connector's running transaction: every MeterValueSampleInterval from its start, counted on the monotonic
/// clock so that no sample drifts, and a checkpoint of the register at least every minute. OCPP 1.6 ed. 2 §3.16, §4.7.
/// </summary>
internal sealed class MeterSampler
{
    /// <summary>The declared loss: a station that dies knows the register as it was at most this long ago.</summary>
    public static readonly TimeSpan CheckpointPeriod = TimeSpan.FromSeconds(60);

    private readonly StationCore _core;
    private readonly Connector _connector;
    private readonly Action _recorded;
    private readonly LoopTimer _sample;
    private readonly LoopTimer _checkpoint;
    private long _from;
    private long _taken;

    public MeterSampler(StationCore core, Connector connector, Action recorded)
    {
        _core = core;
        _connector = connector;
        _recorded = recorded;
        _sample = core.NewTimer(OnSample);
        _checkpoint = core.NewTimer(OnCheckpoint);
        connector.TransactionBegan += _ => Begin();
        connector.TransactionEnded += _ => End();
        core.Configuration.Changed += key =>
        {
            if (key == "MeterValueSampleInterval" && connector.Running is not null) Begin();
        };
    }

    private TimeSpan Interval => _core.Configuration.Seconds("MeterValueSampleInterval");

    /// <summary>The values of a clock-aligned boundary while a transaction runs.</summary>
    public void TakeAligned(Stamp boundary) =>
        Take("MeterValuesAlignedData", "StopTxnAlignedData", ReadingContext.SampleClock, boundary);

    private void Begin()
    {
        _from = _core.Time.GetTimestamp();
        _taken = 0;
        _checkpoint.Set(CheckpointPeriod);
        Arm();
    }

    private void End()
    {
        _sample.Clear();
        _checkpoint.Clear();
    }

    private void Arm()
    {
        if (Interval <= TimeSpan.Zero) _sample.Clear();
        else _sample.Set(Interval * (_taken + 1) - _core.Time.GetElapsedTime(_from));
    }

    private void OnSample()
    {
        _taken++;
        Take("MeterValuesSampledData", "StopTxnSampledData", ReadingContext.SamplePeriodic, _core.Now);
        Arm();
    }

    private void Take(string messageKey, string stopKey, ReadingContext context, Stamp at)
    {
        if (_connector.Running is not { } transaction) return;
        var reading = _connector.Read();
        var kept = TransactionData.Values(_core, _core.Configuration.List(stopKey), reading, context, at);
        if (kept is not null)
            _core.Memory.Record(new TransactionDataTaken(transaction.Tx, kept, TransactionData.Limit(_core)), durable: false);
        var sent = TransactionData.Values(_core, _core.Configuration.List(messageKey), reading, context, at);
        if (sent is not null)
        {
            _core.Memory.Record(new MeterValuesTaken(_core.Memory.State.LastMessage + 1, transaction.Tx, sent), durable: false);
            _recorded();
        }
        Checkpoint(transaction, reading.RegisterWh);
    }

    private void OnCheckpoint()
    {
        if (_connector.Running is { } transaction) Checkpoint(transaction, _connector.Read().RegisterWh);
    }

    private void Checkpoint(RememberedTransaction transaction, long register)
    {
        _core.Memory.Record(new MeterCheckpoint(transaction.Tx, register, _core.Now), durable: true);
        _checkpoint.Set(CheckpointPeriod);
    }
}
