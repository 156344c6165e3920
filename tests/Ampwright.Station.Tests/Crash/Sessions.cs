using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.Station.Memory;
using Ampwright.Station.Metering;

namespace Ampwright.Station.Tests.Crash;

/// <summary>What must hold of the one session of a scenario, wherever the power went.</summary>
internal static class Sessions
{
    /// <summary>
    /// The CSMS has one start and one stop, in order, with the stamps and registers that were recorded when it happened; of the meter
    /// values no more is missing than the declared loss.
    /// </summary>
    /// <returns>Whether there was a session: the cut may have come before its start was on the disk, and then there was no energy either.</returns>
    public static bool AssertWhole(CrashWorld world)
    {
        var test = world.Test;
        var told = test.Csms.Heard.Select(heard => heard.Request).Where(IsOfATransaction).ToList();
        var register = test.Hardware.Describe().Connectors[0].Meter.RegisterWh;
        Assert.True(test.State.Queued == 0, $"{test.State.Queued} messages were left");
        Assert.DoesNotContain(test.State.Connectors, connector => connector.Transaction is not null);
        if (world.Starts.Count == 0)
        {
            Assert.Empty(told);
            Assert.Equal(0, register);
            return false;
        }

        // One start, one stop, in order; what was repeated, because its answer was not on the disk yet, is the same in every field.
        var (start, id) = Assert.Single(world.Starts);
        var distinct = Distinct(told);
        Assert.IsType<StartTransactionRequest>(distinct[0]);
        var stop = Assert.IsType<StopTransactionRequest>(distinct[^1]);
        var values = distinct.Skip(1).SkipLast(1).Select(one => Assert.IsType<MeterValuesRequest>(one)).ToList();
        Assert.All(values, one => Assert.Equal(id, one.TransactionId));
        Assert.Equal(id, stop.TransactionId);

        // As it was recorded when it happened.
        Assert.Contains(world.Recorded<TransactionStarted>(), one =>
            (one.IdTag, (int)one.MeterStart, one.At.Utc) == (start.IdTag, start.MeterStart, start.Timestamp.Instant));
        var (recordedAt, stopped) = world.Facts.FindLast(one => one.Fact is TransactionStopped);
        var end = Assert.IsType<TransactionStopped>(stopped);
        Assert.Equal((end.MeterStop, end.At.Utc, end.Reason), (stop.MeterStop, stop.Timestamp.Instant, stop.Reason?.Text));
        var taken = world.Recorded<MeterValuesTaken>().Select(one => one.Values.At.Utc).ToHashSet();
        Assert.All(values, one => Assert.Contains(one.MeterValue[0].Timestamp.Instant, taken));
        Assert.Equal(values.OrderBy(one => one.MeterValue[0].Timestamp.Instant), values);

        // The loss: not a watt-hour, and at most a minute of meter values and of the end's time.
        Assert.Equal(register, stop.MeterStop);
        if (world.CutAt.Count == 0 || start.Timestamp.Instant > world.CutAt[^1]) return true; // It began when all was over.
        var safe = world.CutAt[0] - MeterSampler.CheckpointPeriod;
        Assert.All(taken.Where(at => at < safe), at => Assert.Contains(values, one => one.MeterValue[0].Timestamp.Instant == at));
        if (recordedAt > world.CutAt[0]) Assert.InRange(stop.Timestamp.Instant, Later(safe, start.Timestamp.Instant), world.CutAt[0]);
        return true;
    }

    private static bool IsOfATransaction(IRequest request) =>
        request is StartTransactionRequest or StopTransactionRequest or MeterValuesRequest { TransactionId: not null };

    /// <summary>Each message once; the repeats follow it directly.</summary>
    private static List<IRequest> Distinct(List<IRequest> told)
    {
        List<IRequest> distinct = [];
        var last = "";
        foreach (var one in told)
        {
            var text = one.Action.Name + PayloadJson.ToText(one.Action.Request, one);
            if (text != last) distinct.Add(one);
            last = text;
        }
        return distinct;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
