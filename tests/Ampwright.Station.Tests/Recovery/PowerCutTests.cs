using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Loop;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Recovery;

/// <summary>The power goes at every single disk call of a whole session; the disk keeps what was synced and, of the rest, what chance leaves.</summary>
public sealed class PowerCutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cut_at_any_disk_call_of_a_session_leaves_one_start_and_one_stop_in_order(bool offline)
    {
        var calls = CallsOfASession(offline);
        Assert.True(calls >= 20, $"only {calls} calls");
        var charged = 0;
        for (var call = 1; call <= calls; call++)
        {
            for (var seed = 0; seed < 4; seed++)
            {
                using var test = Prepared(offline);
                var cut = RunUntilCut(test, call);
                Recover(test, cut.AfterPowerCut(seed), offline);
                if (AssertOneSession(test, $"cut at call {call}, seed {seed}")) charged++;
            }
        }

        Assert.True(charged > calls, "hardly any session had begun");
    }

    [Fact]
    public void A_second_cut_at_any_disk_call_of_the_recovery_changes_nothing_about_that()
    {
        var calls = CallsOfASession(offline: true);
        for (var call = 1; call <= calls; call++)
        {
            for (var second = 1; second <= 12; second++)
            {
                using var test = Prepared(offline: true);
                var found = RunUntilCut(test, call).AfterPowerCut(call);
                found.FaultAt = number => number == second ? DiskFault.PowerCut : DiskFault.None;
                var again = Recover(test, found, offline: true);
                if (again is null) continue;
                Recover(test, again.AfterPowerCut(second), offline: true);
                AssertOneSession(test, $"cut at call {call}, then at call {second} of the recovery");
            }
        }
    }

    private static StationUnderTest Prepared(bool offline)
    {
        var test = StationUnderTest.Accepted(configuration: [("AllowOfflineTxForUnknownId", "true"), ("MeterValueSampleInterval", "30")]);
        if (offline) test.Csms.GoDown();
        return test;
    }

    private static int CallsOfASession(bool offline)
    {
        using var test = Prepared(offline);
        var before = test.Disk.Calls;
        Session(test);
        return test.Disk.Calls - before;
    }

    private static void Session(StationUnderTest test)
    {
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(100);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
    }

    private static SimulatedDisk RunUntilCut(StationUnderTest test, int call)
    {
        var (disk, at) = (test.Disk, test.Disk.Calls + call);
        disk.FaultAt = number => number == at ? DiskFault.PowerCut : DiskFault.None;
        Assert.IsType<PowerCutException>(Assert.Throws<StationLoopException>(() => Session(test)).InnerException);
        test.Die();
        return disk;
    }

    /// <summary>Starts over what was found; the disk again if the power was cut once more, else null.</summary>
    private static SimulatedDisk? Recover(StationUnderTest test, SimulatedDisk found, bool offline)
    {
        test.Disk = found;
        test.Csms.ComeBack();
        try
        {
            test.PowerOn();
            test.Pass(offline ? 60 : 30);
            return null;
        }
        catch (Exception cut) when (cut is PowerCutException or StationLoopException { InnerException: PowerCutException })
        {
            test.Die();
            return found;
        }
    }

    /// <returns>Whether there was a transaction at all: the cut may have come before its start was recorded.</returns>
    private static bool AssertOneSession(StationUnderTest test, string when)
    {
        Assert.True(test.State.Queued == 0, $"{when}: {test.State.Queued} messages were left");
        var starts = test.Csms.All<StartTransactionRequest>();
        var stops = test.Csms.All<StopTransactionRequest>();
        if (starts.Count == 0)
        {
            // Without a record there was no energy either.
            Assert.Empty(stops);
            Assert.Equal(0, test.Hardware.Describe().Connectors[0].Meter.RegisterWh);
            return false;
        }

        // Repeated where the answer was not on the disk yet, and then the same in every field.
        Assert.All(starts, one => Assert.Equivalent(starts[0], one, strict: true));
        Assert.True(stops.Count > 0, $"{when}: no stop");
        Assert.All(stops.Skip(1), one => Assert.Equal((stops[0].MeterStop, stops[0].Timestamp), (one.MeterStop, one.Timestamp)));
        Assert.Equal(test.Hardware.Describe().Connectors[0].Meter.RegisterWh, stops[0].MeterStop);
        Assert.True(stops[0].Timestamp.Instant >= starts[0].Timestamp.Instant, $"{when}: the stop is before the start");
        var order = test.Csms.Actions.Where(action => action is "StartTransaction" or "StopTransaction").ToList();
        Assert.Equal(order.OrderBy(action => action == "StopTransaction"), order);
        return true;
    }
}
