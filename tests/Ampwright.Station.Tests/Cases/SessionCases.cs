using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The station's cases of Core about sessions: start, stop, unlock, faults.</summary>
public sealed class SessionCases
{
    private const string Parent = "FAMILY";

    [Theory]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_003_CS_plugged_in_first(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        var told = test.Csms.Actions.ToList();
        Assert.Equal("Preparing", test.Told(1)[0]);
        Assert.True(told.IndexOf("Authorize") < told.IndexOf("StartTransaction") && told.IndexOf("Authorize") >= 0);
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_004_1_CS_identified_first(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        States.OthersUnavailable(test);
        States.Authorized(test);
        test.Plug();
        test.Pass(10);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_004_2_CS_nobody_plugs_in_before_ConnectionTimeOut()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ConnectionTimeOut", "30"));
        States.OthersUnavailable(test);
        States.Authorized(test);
        test.Pass(31);
        Assert.Equal(["Preparing", "Available"], test.Told(1));
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
    }

    [Fact]
    public void TC_068_CS_a_foreign_card_asks_nobody_and_stops_nothing_and_the_starting_one_stops()
    {
        using var test = StationUnderTest.Accepted();
        States.OthersUnavailable(test);
        States.Charging(test);
        var heard = test.Csms.Heard.Count;
        test.Present(StationUnderTest.OtherCard);
        test.Pass(10);
        Assert.Equal(heard, test.Csms.Heard.Count);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Equal(StationUnderTest.Tag, Assert.Single(test.Csms.All<StopTransactionRequest>()).IdTag);
        Assert.Equal("Finishing", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_069_CS_a_card_of_the_same_parent_is_asked_for_and_stops()
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.On<AuthorizeRequest>(_ => States.Accepted(Parent));
        test.Csms.On<StartTransactionRequest>(_ => new StartTransactionResponse
        {
            TransactionId = 5,
            IdTagInfo = States.Info(AuthorizationStatus.Accepted, Parent),
        });
        States.OthersUnavailable(test);
        States.Charging(test);
        test.Present(StationUnderTest.OtherCard);
        test.Pass(5);
        Assert.Equal(StationUnderTest.OtherTag, Assert.Single(test.Csms.All<AuthorizeRequest>()).IdTag);
        Assert.Equal(StationUnderTest.OtherTag, Assert.Single(test.Csms.All<StopTransactionRequest>()).IdTag);
        Assert.Equal("Finishing", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_005_1_CS_unplugged_at_the_car_it_ends_and_the_cable_is_free()
    {
        using var test = StationUnderTest.Accepted(configuration:
            [("MinimumStatusDuration", "0"), ("StopTransactionOnEVSideDisconnect", "true"), ("UnlockConnectorOnEVSideDisconnect", "true")]);
        EndAtTheCar(test);
        Assert.Equal("Finishing", test.Told(1)[^1]);
        Assert.Equal(LockState.Unlocked, test.Hardware.Describe().Connectors[0].Lock);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_005_2_CS_unplugged_at_the_car_it_ends_and_the_cable_stays(string preset)
    {
        using var test = preset == "tethered"
            ? StationUnderTest.Accepted(preset)
            : StationUnderTest.Accepted(configuration: ("UnlockConnectorOnEVSideDisconnect", "false"));
        EndAtTheCar(test);
        Assert.Contains(test.Told(1)[^1], (string[])["Finishing", "Available"]);
        var unlocked = test.Call(new UnlockConnectorRequest { ConnectorId = 1 }).Status.Value;
        Assert.Equal(preset == "tethered" ? UnlockStatus.NotSupported : UnlockStatus.Unlocked, unlocked);
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    public void TC_005_3_CS_unplugged_at_the_car_it_goes_on_and_says_so(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        if (preset == "full") test.Configure("StopTransactionOnEVSideDisconnect", "false");
        test.Configure("UnlockConnectorOnEVSideDisconnect", "false");
        States.Charging(test);
        test.Unplug(1, PlugSide.Vehicle);
        test.Pass(5);
        var told = test.Csms.All<StatusNotificationRequest>()[^1];
        Assert.Equal((1, "SuspendedEV", "EV side disconnected"), (told.ConnectorId, told.Status.Text, told.Info));
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
        test.Call(new RemoteStopTransactionRequest { TransactionId = test.First.Transaction!.TransactionId!.Value });
        test.Pass(5);
        Assert.Equal("Remote", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Equal("Finishing", test.Told(1)[^1]);
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_010_CS_a_remote_start_with_the_cable_plugged_in_first(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        States.Charging(test);
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    public void TC_011_1_CS_a_remote_start_before_the_cable_is_plugged_in(string preset)
    {
        using var test = StationUnderTest.Accepted(preset, configuration: ("AuthorizeRemoteTxRequests", "true"));
        RemoteStart(test);
        Assert.Single(test.Csms.All<AuthorizeRequest>());
        Assert.Equal("Preparing", test.Told(1)[^1]);
        test.Plug();
        test.Pass(10);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_011_2_CS_a_remote_start_nobody_plugs_in_for()
    {
        using var test = StationUnderTest.Accepted("ampevo", configuration: ("ConnectionTimeOut", "30"));
        RemoteStart(test);
        test.Pass(31);
        Assert.Equal(["Preparing", "Available"], test.Told(1));
    }

    [Fact]
    public void TC_012_CS_a_remote_stop()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        States.Charging(test);
        Assert.Equal(RemoteStartStopStatus.Accepted, test.Call(
            new RemoteStopTransactionRequest { TransactionId = test.First.Transaction!.TransactionId!.Value }).Status.Value);
        test.Pass(5);
        Assert.Equal("Remote", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Equal("Finishing", test.Told(1)[^1]);
    }

    [Theory]
    [InlineData("ampevo", UnlockStatus.Unlocked)]
    [InlineData("tethered", UnlockStatus.NotSupported)]
    public void TC_017_1_CS_TC_017_2_CS_unlocking_without_a_session(string preset, UnlockStatus status)
    {
        using var test = StationUnderTest.Accepted(preset);
        Assert.Equal(status, Unlock(test, 1));
    }

    [Fact]
    public void TC_018_1_CS_unlocking_ends_the_session()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        States.Charging(test);
        Assert.Equal(UnlockStatus.Unlocked, Unlock(test, 1));
        Assert.Equal("UnlockCommand", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Equal("Finishing", test.Told(1)[^1]);
        test.Unplug();
        Assert.Equal("Available", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_018_2_CS_a_fixed_cable_cannot_be_unlocked_and_the_session_goes_on()
    {
        using var test = StationUnderTest.Accepted("tethered");
        States.Charging(test);
        Assert.Equal(UnlockStatus.NotSupported, Unlock(test, 1));
        test.Pass(5);
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void TC_023_CS_an_invalid_card_after_plugging_in_starts_nothing()
    {
        using var test = Refusing(("MinimumStatusDuration", "10"), ("LocalPreAuthorize", "true"));
        test.Plug();
        test.Pass(11);
        Assert.Equal(["Preparing"], test.Told(1));
        test.Present(StationUnderTest.Card);
        AssertNothingStarted(test);
    }

    [Fact]
    public void TC_023_4_CS_an_invalid_card_before_plugging_in_starts_nothing()
    {
        using var test = Refusing(("LocalPreAuthorize", "true"));
        test.Present(StationUnderTest.Card);
        test.Plug();
        Assert.Equal(["Preparing"], test.Told(1));
        AssertNothingStarted(test);
    }

    [Fact]
    public void TC_023_5_CS_an_invalid_remote_start_starts_nothing()
    {
        using var test = Refusing(("AuthorizeRemoteTxRequests", "true"));
        RemoteStart(test);
        test.Plug();
        Assert.Equal(["Preparing"], test.Told(1));
        AssertNothingStarted(test);
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    public void TC_024_CS_a_plug_half_way_in_cannot_be_locked(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        RemoteStart(test);
        Assert.Equal("Preparing", test.Told(1)[^1]);
        test.Hardware.Plug(1, PlugSide.Station, halfway: true);
        test.Pass(5);
        var told = test.Csms.All<StatusNotificationRequest>()[^1];
        Assert.Equal((1, ChargePointStatus.Faulted, ChargePointErrorCode.ConnectorLockFailure), (told.ConnectorId, told.Status.Value, told.ErrorCode.Value));
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_041_CS_a_faulted_connector_charges_nobody(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        test.Hardware.RaiseFault(1, FaultKind.GroundFault, FaultSeverity.Critical);
        test.Settle();
        Assert.Equal(["Faulted"], test.Told(1));
        test.Plug();
        test.Present(StationUnderTest.Card);
        Assert.Equal(RemoteStartStopStatus.Rejected, test.Call(
            new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag }).Status.Value);
        test.Pass(60);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
    }

    [Fact]
    public void TC_026_CS_TC_028_CS_what_charges_cannot_be_started_again_nor_what_is_unknown_be_stopped()
    {
        using var test = StationUnderTest.Accepted("ampevo", configuration: ("LocalPreAuthorize", "false"));
        States.Charging(test);
        Assert.Equal(RemoteStartStopStatus.Rejected, test.Call(
            new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag }).Status.Value);
        Assert.Equal(RemoteStartStopStatus.Rejected, test.Call(new RemoteStopTransactionRequest { TransactionId = 4711 }).Status.Value);
    }

    [Fact]
    public void TC_027_CS_a_remote_start_on_connector_0_is_Rejected()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Assert.Equal(RemoteStartStopStatus.Rejected, test.Call(
            new RemoteStartTransactionRequest { ConnectorId = 0, IdTag = StationUnderTest.Tag }).Status.Value);
    }

    [Fact]
    public void TC_030_CS_TC_031_CS_a_jammed_lock_fails_and_an_unknown_connector_is_NotSupported()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        States.Charging(test);
        test.Hardware.FailLock(1, fails: true);
        Assert.Equal(UnlockStatus.UnlockFailed, Unlock(test, 1));
        Assert.Equal(UnlockStatus.NotSupported, Unlock(test, 3));
    }

    [Fact]
    public void TC_006_CS_one_reader_serves_two_connectors()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug(1);
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        test.Plug(2);
        test.Present(StationUnderTest.OtherCard);
        test.Pass(10);
        Assert.Equal(
            [(1, StationUnderTest.Tag), (2, StationUnderTest.OtherTag)],
            test.Csms.All<StartTransactionRequest>().Select(start => (start.ConnectorId, start.IdTag)));
    }

    private static void EndAtTheCar(StationUnderTest test)
    {
        States.Charging(test);
        test.Unplug(1, PlugSide.Vehicle);
        test.Pass(5);
        Assert.Equal("EVDisconnected", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
    }

    private static StationUnderTest Refusing(params (string Key, string Value)[] configuration)
    {
        var test = StationUnderTest.Accepted(configuration: configuration);
        test.Csms.On<AuthorizeRequest>(_ => new AuthorizeResponse { IdTagInfo = States.Info(AuthorizationStatus.Invalid) });
        return test;
    }

    private static void AssertNothingStarted(StationUnderTest test)
    {
        test.Pass(20);
        Assert.Single(test.Csms.All<AuthorizeRequest>());
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
    }

    private static void RemoteStart(StationUnderTest test) => Assert.Equal(RemoteStartStopStatus.Accepted, test.Call(
        new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag }).Status.Value);

    private static UnlockStatus Unlock(StationUnderTest test, int connector) => test.Call(new UnlockConnectorRequest { ConnectorId = connector }).Status.Value;
}
