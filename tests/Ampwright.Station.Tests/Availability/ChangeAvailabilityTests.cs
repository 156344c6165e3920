using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Availability;

public sealed class ChangeAvailabilityTests
{
    [Fact]
    public void An_idle_connector_changes_at_once_and_back()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(AvailabilityStatus.Accepted, Change(test, 1, AvailabilityType.Inoperative));
        Assert.Equal(AvailabilityStatus.Accepted, Change(test, 1, AvailabilityType.Inoperative)); // It is so already.
        Assert.Equal(AvailabilityStatus.Accepted, Change(test, 1, AvailabilityType.Operative));
        Assert.Equal(["Unavailable", "Available"], test.Told(1));
        Assert.Empty(test.Told(2));
    }

    [Fact]
    public void A_charging_connector_is_scheduled_and_changes_when_the_session_is_over()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        Assert.Equal(AvailabilityStatus.Scheduled, Change(test, 1, AvailabilityType.Inoperative));
        test.Pass(60);
        Assert.Equal("Charging", test.First.Status);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Equal("Unavailable", test.First.Status);
        Assert.DoesNotContain("Available", test.Told(1));
        test.Unplug();
        Assert.Equal("Unavailable", test.First.Status);
    }

    [Fact]
    public void Connector_0_means_all_and_waits_only_for_those_that_charge()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        Assert.Equal(AvailabilityStatus.Scheduled, Change(test, 0, AvailabilityType.Inoperative));
        test.Settle();
        Assert.Equal(["Unavailable"], test.Told(2));
        Assert.Empty(test.Told(0));
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Equal(["Unavailable"], test.Told(0));
    }

    [Fact]
    public void It_survives_a_power_cut_right_after_the_answer()
    {
        using var test = StationUnderTest.Accepted();
        Change(test, 2, AvailabilityType.Inoperative);
        test.Die();
        test.Disk = test.Disk.AfterPowerCut(seed: 5);
        test.Csms.Heard.Clear();
        test.PowerOn();
        Assert.Equal(["Unavailable"], test.Told(2)); // Not Available first.
    }

    [Fact]
    public void A_connector_that_is_not_there_is_rejected()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(AvailabilityStatus.Rejected, Change(test, 3, AvailabilityType.Inoperative));
    }

    [Fact]
    public void Nobody_can_charge_at_an_unavailable_connector()
    {
        using var test = StationUnderTest.Accepted();
        Change(test, 1, AvailabilityType.Inoperative);
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
    }

    private static AvailabilityStatus Change(StationUnderTest test, int connector, AvailabilityType type) =>
        test.Call(new ChangeAvailabilityRequest { ConnectorId = connector, Type = type }).Status.Value;
}
