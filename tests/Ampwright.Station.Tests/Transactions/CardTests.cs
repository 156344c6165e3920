using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Transactions;

public sealed class CardTests
{
    [Fact]
    public void Card_first_the_car_that_comes_in_time_is_charged()
    {
        using var test = StationUnderTest.Accepted();
        test.Present(StationUnderTest.Card);
        test.Pass(30);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
        test.Plug(2);
        test.Pass(10);

        var start = Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal((2, StationUnderTest.Tag), (start.ConnectorId, start.IdTag));
        Assert.Equal(["Preparing", "SuspendedEV", "Charging"], test.Told(2));
    }

    [Fact]
    public void Card_first_the_authorization_is_gone_after_ConnectionTimeOut()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ConnectionTimeOut", "45"));
        test.Present(StationUnderTest.Card);
        test.Pass(46);
        test.Plug();
        test.Pass(10);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Preparing", test.First.Status);
    }

    [Fact]
    public void Plug_first_a_car_nobody_authorized_in_time_cannot_be_started_by_the_next_card()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ConnectionTimeOut", "45"));
        test.Plug();
        test.Pass(44);
        Assert.Equal("Preparing", test.First.Status);
        test.Pass(2);
        Assert.Equal("Finishing", test.First.Status); // B6, errata v4.0 3.20
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
        test.Unplug();
        Assert.Equal(["Preparing", "Finishing", "Available"], test.Told(1));
    }

    [Fact]
    public void The_same_card_shown_again_takes_a_waiting_authorization_back()
    {
        using var test = StationUnderTest.Accepted();
        test.Present(StationUnderTest.Card);
        test.Present(StationUnderTest.Card);
        test.Plug();
        test.Pass(10);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
        Assert.Single(test.Csms.All<AuthorizeRequest>());
    }

    [Fact]
    public void Two_cards_get_the_two_cars_in_the_order_they_came()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug(2);
        test.Pass(1);
        test.Plug(1);
        test.Present(StationUnderTest.Card);
        test.Present(StationUnderTest.OtherCard);
        test.Pass(10);
        Assert.Equal(
            [(2, StationUnderTest.Tag), (1, StationUnderTest.OtherTag)],
            test.Csms.All<StartTransactionRequest>().Select(start => (start.ConnectorId, start.IdTag)));
    }

    [Theory]
    [InlineData(AuthorizationStatus.Blocked)]
    [InlineData(AuthorizationStatus.Expired)]
    [InlineData(AuthorizationStatus.Invalid)]
    [InlineData(AuthorizationStatus.ConcurrentTx)]
    public void A_card_the_CSMS_does_not_accept_starts_nothing(AuthorizationStatus status)
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.On<AuthorizeRequest>(_ => new AuthorizeResponse { IdTagInfo = new IdTagInfo { Status = status } });
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Preparing", test.First.Status);
    }

    [Fact]
    public void A_card_of_the_same_parent_ends_the_session_and_a_strange_card_does_not()
    {
        using var test = StationUnderTest.Accepted();
        string? parent = "FAMILY";
        test.Csms.On<AuthorizeRequest>(_ => Info(parent));
        test.Charge();
        parent = "NEIGHBOURS";
        test.Present([0x04, 0x99, 0x99, 0x99]);
        test.Pass(70); // That authorization finds no car at the other socket and lapses.
        Assert.Empty(test.Csms.All<StopTransactionRequest>());

        parent = "family"; // Compared without case.
        test.Present(StationUnderTest.OtherCard);
        test.Pass(5);
        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal((StationUnderTest.OtherTag, Reason.Local), (stop.IdTag, stop.Reason!.Value.Value));
    }

    [Fact]
    public void A_product_without_local_start_ignores_cards_and_buttons()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Hardware.PressButton(1);
        test.Pass(10);
        Assert.Empty(test.Csms.All<AuthorizeRequest>());
        Assert.Equal("Preparing", test.First.Status);
    }

    [Fact]
    public void With_policy_LastPlugged_a_card_takes_the_car_that_came_last()
    {
        using var test = With(ReaderPolicy.LastPlugged);
        TwoCars(test);
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Equal(2, Assert.Single(test.Csms.All<StartTransactionRequest>()).ConnectorId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_policy_Ask_the_driver_is_asked_and_presses_the_button_of_a_connector(int chosen)
    {
        using var test = With(ReaderPolicy.Ask);
        TwoCars(test);
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Equal(ReaderMessage.ChooseConnector, test.Hardware.Describe().Reader);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
        test.Hardware.PressButton(chosen);
        test.Pass(10);
        Assert.Equal((chosen, StationUnderTest.Tag), Assert.Single(test.Csms.All<StartTransactionRequest>()) is var one ? (one.ConnectorId, one.IdTag) : default);
        test.Hardware.PressButton(chosen); // Now it is the stop button.
        test.Pass(5);
        Assert.Single(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void A_start_button_chooses_a_connector_and_never_stops_one()
    {
        using var test = With(ReaderPolicy.Ask);
        TwoCars(test);
        test.Hardware.PressStartButton(2); // Nobody was asked.
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Hardware.PressStartButton(2);
        test.Pass(10);
        test.Hardware.PressStartButton(2);
        test.Pass(10);
        Assert.Equal(2, Assert.Single(test.Csms.All<StartTransactionRequest>()).ConnectorId);
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
        test.Hardware.PressButton(2);
        test.Pass(5);
        Assert.Single(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void With_policy_Ask_two_drivers_are_served_in_the_order_they_were_asked()
    {
        using var test = With(ReaderPolicy.Ask);
        TwoCars(test);
        test.Present(StationUnderTest.Card);
        test.Present(StationUnderTest.OtherCard);
        test.Hardware.PressButton(2);
        test.Pass(5);
        test.Hardware.PressButton(1);
        test.Pass(10);
        Assert.Equal(
            [(2, StationUnderTest.Tag), (1, StationUnderTest.OtherTag)],
            test.Csms.All<StartTransactionRequest>().Select(start => (start.ConnectorId, start.IdTag)));
    }

    [Theory]
    [InlineData("again")]
    [InlineData("time")]
    [InlineData("car leaves")]
    public void With_policy_Ask_a_question_nobody_answers_starts_nothing(string how)
    {
        using var test = With(ReaderPolicy.Ask);
        test.Configure("ConnectionTimeOut", "30");
        TwoCars(test);
        test.Present(StationUnderTest.Card);
        if (how == "again") test.Present(StationUnderTest.Card);
        else if (how == "time") test.Pass(31);
        else test.Unplug(2);
        test.Hardware.PressButton(2);
        test.Pass(5);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
        Assert.Single(test.Csms.All<AuthorizeRequest>());
    }

    [Fact]
    public void With_policy_Ask_a_single_car_needs_no_question()
    {
        using var test = With(ReaderPolicy.Ask);
        test.Plug(2);
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Equal(2, Assert.Single(test.Csms.All<StartTransactionRequest>()).ConnectorId);
    }

    [Fact]
    public void A_plug_put_in_before_the_car_is_locked_for_its_driver_and_freed_when_nobody_charges()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ConnectionTimeOut", "30"));
        test.Call(new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag });
        test.Hardware.Plug(1, PlugSide.Station);
        test.Pass(2);
        Assert.Equal(LockState.Locked, test.Hardware.Describe().Connectors[0].Lock);
        test.Pass(30);
        Assert.Equal(LockState.Unlocked, test.Hardware.Describe().Connectors[0].Lock);
        test.Hardware.Unplug(1, PlugSide.Station);
        test.Settle();
        Assert.Equal("Available", test.First.Status);
    }

    private static StationUnderTest With(ReaderPolicy policy)
    {
        var test = new StationUnderTest(change: product => product with { ReaderPolicy = policy });
        test.PowerOn();
        test.Csms.Heard.Clear();
        return test;
    }

    private static void TwoCars(StationUnderTest test)
    {
        test.Plug(1);
        test.Pass(1);
        test.Plug(2);
    }

    private static AuthorizeResponse Info(string? parent) =>
        new() { IdTagInfo = new IdTagInfo { Status = AuthorizationStatus.Accepted, ParentIdTag = parent } };
}
