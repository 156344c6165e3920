using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Transactions;

public sealed class StopReasonTests
{
    [Fact]
    public void The_button_ends_it_as_Local_without_a_tag()
    {
        using var test = Charging();
        test.Hardware.PressButton(1);
        Assert.Equal((Reason.Local, null), ReasonOf(test));
        Assert.Equal("Finishing", test.First.Status);
    }

    [Fact]
    public void Unlocking_by_the_CSMS_ends_it_first_as_UnlockCommand()
    {
        using var test = Charging();
        Assert.Equal(UnlockStatus.Unlocked, test.Call(new UnlockConnectorRequest { ConnectorId = 1 }).Status.Value);
        Assert.Equal((Reason.UnlockCommand, null), ReasonOf(test));
        test.Unplug();
        Assert.Equal("Available", test.First.Status);
    }

    [Fact]
    public void A_jammed_lock_and_a_connector_that_is_not_there_are_told_as_such()
    {
        using var test = Charging();
        test.Hardware.FailLock(1, fails: true);
        Assert.Equal(UnlockStatus.UnlockFailed, test.Call(new UnlockConnectorRequest { ConnectorId = 1 }).Status.Value);
        Assert.Equal(UnlockStatus.NotSupported, test.Call(new UnlockConnectorRequest { ConnectorId = 0 }).Status.Value);
        Assert.Equal(UnlockStatus.NotSupported, test.Call(new UnlockConnectorRequest { ConnectorId = 3 }).Status.Value);
    }

    [Theory]
    [InlineData(FaultKind.EmergencyStop, Reason.EmergencyStop)]
    [InlineData(FaultKind.GroundFault, Reason.Other)]
    public void A_critical_fault_ends_it(FaultKind kind, Reason reason)
    {
        using var test = Charging();
        test.Hardware.RaiseFault(1, kind, FaultSeverity.Critical);
        Assert.Equal((reason, null), ReasonOf(test));
        Assert.Equal("Faulted", test.First.Status);
    }

    [Fact]
    public void The_mains_failing_ends_it_as_PowerLoss_while_the_reserve_lasts()
    {
        using var test = Charging();
        test.Hardware.FailMains(TimeSpan.FromSeconds(5));
        test.Pass(1);
        Assert.Equal((Reason.PowerLoss, null), ReasonOf(test));
    }

    [Theory]
    [InlineData(BootCause.Power, Reason.PowerLoss)]
    [InlineData(BootCause.Crash, Reason.Reboot)]
    [InlineData(BootCause.Watchdog, Reason.Reboot)]
    public void A_life_that_ended_under_it_is_told_by_the_next_one(BootCause cause, Reason reason)
    {
        using var test = Charging();
        test.Restart(cause);
        Assert.Equal((reason, null), ReasonOf(test));
    }

    [Fact]
    public void Drawing_the_plug_at_the_car_ends_it_and_frees_the_cable()
    {
        using var test = Charging();
        test.Unplug(side: PlugSide.Vehicle);
        Assert.Equal((Reason.EVDisconnected, null), ReasonOf(test));
        var told = test.Csms.All<StatusNotificationRequest>()[^1];
        Assert.Equal((ChargePointStatus.Finishing, "EV side disconnected"), (told.Status.Value, told.Info));
        test.Unplug(side: PlugSide.Station);
        Assert.Equal("Available", test.First.Status);
    }

    [Fact]
    public void With_UnlockConnectorOnEVSideDisconnect_false_only_the_same_card_frees_the_cable()
    {
        using var test = Charging(("UnlockConnectorOnEVSideDisconnect", "false"));
        test.Unplug(side: PlugSide.Vehicle);
        test.Pass(5);
        Assert.Throws<SimulationRefusedException>(() => test.Unplug(side: PlugSide.Station));
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Unplug(side: PlugSide.Station);
        Assert.Equal("Available", test.First.Status);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
    }

    [Fact]
    public void With_StopTransactionOnEVSideDisconnect_false_it_goes_on_when_the_car_is_back()
    {
        using var test = Charging(("StopTransactionOnEVSideDisconnect", "false"));
        test.Unplug(side: PlugSide.Vehicle);
        test.Pass(60);
        var told = test.Csms.All<StatusNotificationRequest>()[^1];
        Assert.Equal((ChargePointStatus.SuspendedEV, "EV side disconnected"), (told.Status.Value, told.Info));
        Assert.Throws<SimulationRefusedException>(() => test.Unplug(side: PlugSide.Station));
        test.Hardware.Plug(1, PlugSide.Vehicle);
        test.Pass(10);
        Assert.Equal("Charging", test.First.Status);
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
        Assert.Single(test.Csms.All<StartTransactionRequest>());
    }

    private static StationUnderTest Charging(params (string, string)[] configuration)
    {
        var test = StationUnderTest.Accepted(configuration: configuration);
        test.Charge();
        return test;
    }

    private static (Reason, string?) ReasonOf(StationUnderTest test)
    {
        test.Pass(5);
        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal(1001, stop.TransactionId);
        return (stop.Reason!.Value.Value, stop.IdTag);
    }
}
