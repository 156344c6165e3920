using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Station.Hardware;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The station's cases of Reservation.</summary>
public sealed class ReservationCases
{
    private const string Parent = "FAMILY";

    [Fact]
    public void TC_046_1_CS_a_reserved_connector_refuses_another_card_and_takes_the_holders()
    {
        using var test = StationUnderTest.Accepted();
        States.OthersUnavailable(test);
        States.Reserved(test);
        test.Present(StationUnderTest.OtherCard);
        test.Pass(5);
        Assert.Equal((1, "Reserved"), (test.Csms.All<AuthorizeRequest>().Count, test.First.Status));
        test.Present(StationUnderTest.Card);
        Assert.Equal("Preparing", test.Told(1)[^1]);
        test.Plug();
        test.Pass(10);
        AssertUsed(test, StationUnderTest.Tag);
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_046_2_CS_a_remote_start_of_the_holder_uses_the_reservation()
    {
        using var test = StationUnderTest.Accepted();
        States.Reserved(test);
        States.Charging(test);
        AssertUsed(test, StationUnderTest.Tag);
    }

    [Fact]
    public void TC_047_CS_a_reservation_expires_and_another_tag_can_charge()
    {
        using var test = StationUnderTest.Accepted();
        States.OthersUnavailable(test);
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, seconds: 30));
        test.Pass(29);
        Assert.Equal(["Reserved"], test.Told(1));
        test.Pass(2);
        Assert.Equal(["Reserved", "Available"], test.Told(1));
        States.Charging(test, idTag: StationUnderTest.OtherTag);
        Assert.Null(test.Csms.All<StartTransactionRequest>()[^1].ReservationId);
    }

    [Fact]
    public void TC_048_1_CS_a_faulted_connector_is_not_reserved()
    {
        using var test = StationUnderTest.Accepted();
        test.Hardware.RaiseFault(1, FaultKind.GroundFault, FaultSeverity.Critical);
        test.Settle();
        Assert.Equal("Faulted", test.Told(1)[^1]);
        Assert.Equal(ReservationStatus.Faulted, States.Reserve(test));
    }

    [Fact]
    public void TC_048_2_CS_an_occupied_connector_is_not_reserved()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug();
        Assert.Equal("Preparing", test.Told(1)[^1]);
        Assert.Equal(ReservationStatus.Occupied, States.Reserve(test));
    }

    [Fact]
    public void TC_048_3_CS_an_unavailable_connector_is_not_reserved()
    {
        using var test = StationUnderTest.Accepted();
        test.Call(new ChangeAvailabilityRequest { ConnectorId = 1, Type = AvailabilityType.Inoperative });
        Assert.Equal("Unavailable", test.Told(1)[^1]);
        Assert.Equal(ReservationStatus.Unavailable, States.Reserve(test));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void TC_048_4_CS_TC_050_4_CS_without_the_profile_it_is_Rejected(int connector)
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Assert.Equal(ReservationStatus.Rejected, States.Reserve(test, connector));
    }

    [Fact]
    public void TC_049_CS_the_station_is_reserved_and_the_holder_charges_at_the_connector_left()
    {
        using var test = StationUnderTest.Accepted();
        States.OthersUnavailable(test);
        States.Reserved(test, connector: 0);
        States.Charging(test);
        AssertUsed(test, StationUnderTest.Tag);
    }

    [Fact]
    public void TC_050_1_CS_a_faulted_station_is_not_reserved()
    {
        using var test = StationUnderTest.Accepted();
        test.Hardware.RaiseFault(connector: null, FaultKind.Internal, FaultSeverity.Critical);
        test.Settle();
        Assert.All((int[])[0, 1, 2], connector => Assert.Equal("Faulted", test.Told(connector)[^1]));
        Assert.Equal(ReservationStatus.Faulted, States.Reserve(test, 0));
    }

    [Fact]
    public void TC_050_2_CS_an_occupied_station_is_not_reserved()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug(1);
        test.Plug(2);
        Assert.Equal(ReservationStatus.Occupied, States.Reserve(test, 0));
    }

    [Fact]
    public void TC_050_3_CS_an_unavailable_station_is_not_reserved()
    {
        using var test = StationUnderTest.Accepted();
        test.Call(new ChangeAvailabilityRequest { ConnectorId = 0, Type = AvailabilityType.Inoperative });
        Assert.All((int[])[0, 1, 2], connector => Assert.Equal("Unavailable", test.Told(connector)[^1]));
        Assert.Equal(ReservationStatus.Unavailable, States.Reserve(test, 0));
    }

    [Fact]
    public void TC_051_CS_a_cancelled_reservation_leaves_the_connector_to_others()
    {
        using var test = StationUnderTest.Accepted();
        States.Reserved(test);
        Assert.Equal(CancelReservationStatus.Accepted, Cancel(test, States.ReservationId));
        Assert.Equal(["Reserved", "Available"], test.Told(1));
        States.Charging(test, idTag: StationUnderTest.OtherTag);
        Assert.Null(test.Csms.All<StartTransactionRequest>()[^1].ReservationId);
    }

    [Fact]
    public void TC_052_CS_an_unknown_reservation_cannot_be_cancelled_and_the_one_there_stays()
    {
        using var test = StationUnderTest.Accepted();
        States.Reserved(test);
        Assert.Equal(CancelReservationStatus.Rejected, Cancel(test, States.ReservationId + 1));
        Assert.Equal("Reserved", test.First.Status);
        States.Charging(test);
        AssertUsed(test, StationUnderTest.Tag);
    }

    [Fact]
    public void TC_053_CS_TC_053_1_CS_a_card_of_the_same_parent_uses_the_reservation()
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.On<AuthorizeRequest>(_ => States.Accepted(Parent));
        States.OthersUnavailable(test);
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, parent: Parent));
        Assert.Equal("Reserved", test.Told(1)[^1]);
        test.Present(StationUnderTest.OtherCard);
        Assert.Equal((1, "Preparing"), (test.Csms.All<AuthorizeRequest>().Count, test.Told(1)[^1]));
        test.Plug();
        test.Pass(10);
        AssertUsed(test, StationUnderTest.OtherTag);
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")] // The parent has to be asked for all the same.
    public void TC_053_2_CS_a_remote_start_of_the_same_parent_uses_the_reservation(string authorizes)
    {
        using var test = StationUnderTest.Accepted(configuration: ("AuthorizeRemoteTxRequests", authorizes));
        test.Csms.On<AuthorizeRequest>(_ => States.Accepted(Parent));
        States.OthersUnavailable(test);
        Assert.Equal(ReservationStatus.Accepted, States.Reserve(test, parent: Parent));
        States.Charging(test, idTag: StationUnderTest.OtherTag, asks: true);
        AssertUsed(test, StationUnderTest.OtherTag);
    }

    private static void AssertUsed(StationUnderTest test, string idTag)
    {
        var start = Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal((1, idTag, (int?)States.ReservationId), (start.ConnectorId, start.IdTag, start.ReservationId));
        Assert.Empty(test.Station.Core.Memory.State.Reservations);
    }

    private static CancelReservationStatus Cancel(StationUnderTest test, int id) =>
        test.Call(new CancelReservationRequest { ReservationId = id }).Status.Value;
}
