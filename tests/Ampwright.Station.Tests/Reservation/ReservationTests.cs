using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Station.Hardware;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Reservation;

public sealed class ReservationTests
{
    [Fact]
    public void The_same_id_replaces_and_another_one_finds_the_connector_Occupied()
    {
        using var test = StationUnderTest.Accepted();
        States.Reserved(test);
        Assert.Equal(ReservationStatus.Occupied, States.Reserve(test, id: 78));
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, connector: 2, idTag: "OTHER"));
        Assert.Equal(("Available", "Reserved"), (test.Told(1)[^1], test.Told(2)[^1]));
        Assert.Equal("OTHER", Assert.Single(test.Station.Core.Memory.State.Reservations.Values).IdTag);
    }

    [Theory]
    [InlineData(3, 600)] // No such connector.
    [InlineData(1, 0)] // Over already.
    public void What_cannot_be_reserved_is_Rejected(int connector, int seconds)
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(ReservationStatus.Rejected, States.Reserve(test, connector, seconds: seconds));
        Assert.Empty(test.Csms.Heard);
    }

    [Fact]
    public void Without_ReserveConnectorZeroSupported_the_station_cannot_be_reserved_as_a_whole()
    {
        using var test = new StationUnderTest(change: product => product with
        {
            Configuration = product.Configuration.Where(pair => pair.Key != "ReserveConnectorZeroSupported").ToDictionary(StringComparer.Ordinal),
        });
        test.PowerOn();
        Assert.Equal(ReservationStatus.Rejected, States.Reserve(test, 0));
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, 1));
    }

    [Fact]
    public void A_car_at_a_reserved_connector_is_not_charged_for_another_card_nor_by_another_remote_start()
    {
        using var test = StationUnderTest.Accepted();
        States.Reserved(test);
        test.Plug();
        test.Present(StationUnderTest.OtherCard);
        test.Pass(70);
        Assert.Equal(RemoteStartStopStatus.Rejected, test.Call(new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = "X" }).Status.Value);
        Assert.Equal(("Reserved", 0), (test.First.Status, test.Csms.All<StartTransactionRequest>().Count));
        test.Call(new CancelReservationRequest { ReservationId = States.ReservationId });
        Assert.Equal(["Reserved", "Preparing"], test.Told(1));
    }

    [Fact]
    public void A_remote_start_of_a_strange_parent_is_given_up_once_the_CSMS_has_said_so()
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.On<AuthorizeRequest>(_ => States.Accepted("STRANGERS"));
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, parent: "FAMILY"));
        test.Plug();
        Assert.Equal(RemoteStartStopStatus.Accepted, test.Call(new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = "X" }).Status.Value);
        test.Pass(10);
        Assert.Equal(("Reserved", 0), (test.First.Status, test.Csms.All<StartTransactionRequest>().Count));
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Equal(States.ReservationId, Assert.Single(test.Csms.All<StartTransactionRequest>()).ReservationId);
    }

    [Fact]
    public void The_parent_of_a_remote_start_is_asked_for_although_AuthorizeRemoteTxRequests_is_false()
    {
        using var test = StationUnderTest.Accepted(configuration: ("AuthorizeRemoteTxRequests", "false"));
        test.Csms.On<AuthorizeRequest>(_ => States.Accepted("FAMILY"));
        States.OthersUnavailable(test);
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, parent: "FAMILY"));
        States.Charging(test, idTag: StationUnderTest.OtherTag, asks: true);
        Assert.Equal(States.ReservationId, Assert.Single(test.Csms.All<StartTransactionRequest>()).ReservationId);
    }

    [Fact]
    public void While_one_place_is_kept_at_any_connector_the_last_free_one_is_shown_Reserved()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, 0));
        Assert.Empty(test.Told(1));
        States.Charging(test, 1, StationUnderTest.OtherTag);
        Assert.Equal("Reserved", test.Told(2)[^1]);
        test.Plug(2);
        test.Present([0x04, 0x77, 0x77, 0x77]);
        test.Pass(10);
        Assert.Single(test.Csms.All<StartTransactionRequest>());

        test.Present(StationUnderTest.Card);
        test.Pass(10);
        var start = test.Csms.All<StartTransactionRequest>()[^1];
        Assert.Equal((2, StationUnderTest.Tag, (int?)States.ReservationId), (start.ConnectorId, start.IdTag, start.ReservationId));
    }

    [Fact]
    public void The_last_free_place_comes_back_when_another_one_is_free_again()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge(1);
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, 0, idTag: "HOLDER"));
        Assert.Equal("Reserved", test.Told(2)[^1]);
        Assert.Equal(ReservationStatus.Occupied, States.Reserve(test, 2, id: 78));
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Unplug();
        Assert.Equal(("Available", "Available"), (test.First.Status, test.Told(2)[^1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reservation_ends_when_its_connector_cannot_honour_it_any_more(bool fault)
    {
        using var test = StationUnderTest.Accepted();
        States.Reserved(test);
        var raised = fault ? test.Hardware.RaiseFault(1, FaultKind.GroundFault, FaultSeverity.Critical) : null;
        if (!fault) test.Call(new ChangeAvailabilityRequest { ConnectorId = 1, Type = AvailabilityType.Inoperative });
        test.Settle();
        Assert.Empty(test.Station.Core.Memory.State.Reservations);
        if (raised is not null) test.Hardware.ClearFault(raised.Id);
        else test.Call(new ChangeAvailabilityRequest { ConnectorId = 1, Type = AvailabilityType.Operative });
        test.Settle();
        Assert.Equal(["Reserved", fault ? "Faulted" : "Unavailable", "Available"], test.Told(1));
    }

    [Fact]
    public void A_reservation_outlives_power_cuts_and_expires_once_the_clock_is_known_again()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, seconds: 100));
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, connector: 2, id: 78, seconds: 3600));
        test.Restart();
        Assert.Equal(("Reserved", "Reserved"), (test.Told(1)[^1], test.Told(2)[^1]));
        test.Die();
        test.Time.Advance(TimeSpan.FromSeconds(200));
        test.Restart();
        test.Pass(1);
        Assert.Equal(("Available", "Reserved"), (test.First.Status, test.State.Connectors[1].Status));
    }

    [Fact]
    public void A_reservation_the_disk_does_not_take_is_Rejected()
    {
        using var test = StationUnderTest.Accepted();
        test.Disk.FaultAt = _ => DiskFault.NoSpace;
        Assert.Equal(ReservationStatus.Rejected, States.Reserve(test));
        Assert.Equal("Available", test.First.Status);
        test.Disk.FaultAt = _ => DiskFault.None;
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test));
    }

    [Fact]
    public void A_cut_right_after_the_start_does_not_bring_the_reservation_back()
    {
        using var test = StationUnderTest.Accepted();
        States.Reserved(test);
        States.Charging(test);
        test.Hardware.CutPower();
        test.Restart();
        Assert.Empty(test.Station.Core.Memory.State.Reservations);
        Assert.Equal(States.ReservationId, Assert.Single(test.Csms.All<StartTransactionRequest>()).ReservationId);
    }
}
