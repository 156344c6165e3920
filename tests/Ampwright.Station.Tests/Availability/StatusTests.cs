using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Availability;

public sealed class StatusTests
{
    [Fact]
    public void A_car_that_asks_for_nothing_suspends_the_session()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug(vehicle: new SimulatedVehicle { WantsEnergy = false });
        test.Present(StationUnderTest.Card);
        test.Pass(60);
        Assert.Equal(["Preparing", "SuspendedEV"], test.Told(1));
    }

    [Fact]
    public void A_fault_is_told_with_its_code_and_the_status_comes_back_when_it_is_gone()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug();
        var fault = test.Hardware.RaiseFault(1, FaultKind.OverTemperature, FaultSeverity.Critical, "E42", "too hot");
        test.Settle();
        var told = test.Csms.All<StatusNotificationRequest>()[^1];
        Assert.Equal(
            (1, ChargePointStatus.Faulted, ChargePointErrorCode.HighTemperature, "too hot", "E42"),
            (told.ConnectorId, told.Status.Value, told.ErrorCode.Value, told.Info, told.VendorErrorCode));
        test.Hardware.ClearFault(fault.Id);
        test.Settle();
        Assert.Equal(["Preparing", "Faulted", "Preparing"], test.Told(1));
        Assert.Equal(ChargePointErrorCode.NoError, test.Csms.All<StatusNotificationRequest>()[^1].ErrorCode.Value);
    }

    [Fact]
    public void A_warning_is_told_and_charging_goes_on()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        test.Hardware.RaiseFault(1, FaultKind.WeakSignal, FaultSeverity.Warning);
        test.Pass(5);
        var told = test.Csms.All<StatusNotificationRequest>()[^1];
        Assert.Equal((ChargePointStatus.Charging, ChargePointErrorCode.WeakSignal), (told.Status.Value, told.ErrorCode.Value));
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void A_fault_of_the_whole_station_is_told_for_connector_0_and_all_others()
    {
        using var test = StationUnderTest.Accepted();
        test.Hardware.RaiseFault(null, FaultKind.Internal, FaultSeverity.Critical);
        test.Settle();
        Assert.All((int[])[0, 1, 2], number => Assert.Equal(["Faulted"], test.Told(number)));
    }

    [Fact]
    public void What_does_not_last_for_MinimumStatusDuration_is_not_told()
    {
        using var test = StationUnderTest.Accepted(configuration: ("MinimumStatusDuration", "10"));
        test.Plug();
        test.Pass(8);
        test.Unplug();
        test.Pass(20);
        Assert.Empty(test.Told(1));
        test.Plug();
        test.Pass(11);
        Assert.Equal(["Preparing"], test.Told(1));
    }

    [Fact]
    public void After_a_time_offline_only_what_changed_is_told_and_only_as_it_is_now()
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.GoDown();
        test.Plug();
        test.Pass(5);
        test.Unplug();
        test.Plug(2);
        test.Pass(30);
        test.Csms.ComeBack();
        test.Pass(120);
        Assert.Empty(test.Told(0));
        Assert.Empty(test.Told(1));
        Assert.Equal("Preparing", test.Told(2)[0]);
        Assert.Empty(test.Csms.All<BootNotificationRequest>());
    }

    [Theory]
    [InlineData(Fate.Silence)]
    [InlineData(Fate.AnswerLost)]
    [InlineData(null)]
    public void A_status_nobody_answered_keeps_nothing_from_following(object? fate)
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.On<StatusNotificationRequest>(_ => fate ?? new CallErrorException(RpcErrorCode.InternalError, ""));
        test.Plug();
        test.Csms.Usual<StatusNotificationRequest>();
        test.Pass(50);
        test.Present(StationUnderTest.Card);
        test.Pass(60);
        Assert.Equal("Charging", test.Told(1)[^1]);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
    }
}
