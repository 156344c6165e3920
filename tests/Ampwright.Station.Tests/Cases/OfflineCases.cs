using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The station's cases of Core about lost connections and the authorization cache.</summary>
public sealed class OfflineCases
{
    [Fact]
    public void TC_007_1_CS_a_cached_card_asks_nobody()
    {
        using var test = Cached(("LocalPreAuthorize", "true"));
        States.OthersUnavailable(test);
        test.Present(StationUnderTest.Card);
        Assert.Equal("Preparing", test.Told(1)[^1]);
        test.Plug();
        test.Pass(10);
        AssertChargedUnasked(test);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TC_007_CS_TC_007_2_CS_a_remote_start_of_a_cached_tag_asks_nobody(bool plugFirst)
    {
        using var test = Cached(("LocalPreAuthorize", "true"), ("AuthorizeRemoteTxRequests", "true"));
        if (plugFirst) test.Plug();
        Assert.Equal(RemoteStartStopStatus.Accepted, test.Call(
            new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag }).Status.Value);
        Assert.Contains("Preparing", test.Told(1));
        if (!plugFirst) test.Plug();
        test.Pass(10);
        AssertChargedUnasked(test);
    }

    [Fact]
    public void TC_061_CS_TC_061_1_CS_after_ClearCache_a_card_is_asked_for_again()
    {
        using var test = StationUnderTest.Accepted(configuration: [("AuthorizationCacheEnabled", "true"), ("LocalPreAuthorize", "true")]);
        States.OthersUnavailable(test);
        States.Authorized(test);
        test.Present(StationUnderTest.Card);
        Assert.Equal("Available", test.Told(1)[^1]);
        Assert.Equal(ClearCacheStatus.Accepted, test.Call(new ClearCacheRequest()).Status.Value);
        test.Present(StationUnderTest.Card);
        Assert.Equal(2, test.Csms.All<AuthorizeRequest>().Count);
    }

    [Fact]
    public void TC_061_2_CS_after_ClearCache_a_remote_start_is_asked_for_again()
    {
        using var test = Cached(("LocalPreAuthorize", "true"), ("AuthorizeRemoteTxRequests", "true"));
        Assert.Equal(ClearCacheStatus.Accepted, test.Call(new ClearCacheRequest()).Status.Value);
        test.Call(new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag });
        Assert.Single(test.Csms.All<AuthorizeRequest>());
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    public void TC_036_CS_meter_values_of_a_lost_connection_arrive_whole_and_in_order(string preset)
    {
        using var test = StationUnderTest.Accepted(preset, configuration: ("MeterValueSampleInterval", "20"));
        States.Charging(test);
        test.Pass(30);
        test.Csms.GoDown();
        test.Pass(65);
        test.Csms.ComeBack();
        test.Pass(60);
        var at = test.Csms.All<MeterValuesRequest>().Select(values => values.MeterValue[0].Timestamp.Instant).ToList();
        Assert.True(at.Count >= 7, $"{at.Count} values");
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.Equal(20, (pair.Second - pair.First).TotalSeconds, 0.1));
    }

    [Fact]
    public void TC_037_1_CS_a_transaction_started_offline_is_delivered()
    {
        using var test = OfflineCharging();
        test.Csms.ComeBack();
        test.Pass(30);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_037_2_CS_refused_afterwards_it_only_stops_the_energy()
    {
        using var test = OfflineCharging(("StopTransactionOnInvalidId", "false"), ("MaxEnergyOnInvalidId", "0"));
        Refuse(test);
        Assert.Equal(["Charging", "SuspendedEVSE"], test.Told(1).Where(status => status is not "SuspendedEV").TakeLast(2));
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
        Assert.Equal(0, test.Hardware.Describe().Connectors[0].Meter.PowerMilliwatts);
    }

    [Fact]
    public void TC_037_3_CS_refused_afterwards_it_ends_as_DeAuthorized()
    {
        using var test = OfflineCharging(("StopTransactionOnInvalidId", "true"), ("MaxEnergyOnInvalidId", "0"));
        Refuse(test);
        Assert.Equal("DeAuthorized", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Equal("Finishing", test.Told(1)[^1]);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_038_CS_a_transaction_stopped_offline_is_delivered(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        States.Charging(test);
        test.Csms.GoDown();
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Csms.ComeBack();
        test.Pass(30);
        Assert.Equal("Local", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Equal("Finishing", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_039_CS_a_transaction_all_offline_is_delivered_in_order_with_the_id_it_is_given()
    {
        using var test = OfflineCharging();
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Unplug();
        test.Csms.ComeBack();
        test.Pass(30);
        Assert.Equal(["StartTransaction", "StopTransaction"], test.Csms.Actions.Where(action => action.EndsWith("Transaction", StringComparison.Ordinal)));
        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal((1002, "Local"), (stop.TransactionId, States.ReasonOf(stop)));
    }

    [Fact]
    public void TC_035_CS_an_idle_station_that_was_offline_comes_back_without_a_word_too_many()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        test.Csms.GoDown();
        test.Pass(60);
        test.Csms.ComeBack();
        test.Pass(60);
        Assert.True(test.Csms.IsConnected);
        Assert.Empty(test.Csms.Heard);
    }

    private static StationUnderTest Cached(params (string Key, string Value)[] configuration)
    {
        var test = StationUnderTest.Accepted(configuration: [("AuthorizationCacheEnabled", "true"), .. configuration]);
        States.Charging(test);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal("Finishing", test.Told(1)[^1]);
        test.Unplug();
        Assert.Equal("Available", test.Told(1)[^1]);
        test.Csms.Heard.Clear();
        return test;
    }

    private static StationUnderTest OfflineCharging(params (string Key, string Value)[] configuration)
    {
        var test = Cached([("LocalAuthorizeOffline", "true"), ("AllowOfflineTxForUnknownId", "true"), .. configuration]);
        test.Csms.GoDown();
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Equal("Charging", test.First.Status);
        return test;
    }

    private static void Refuse(StationUnderTest test)
    {
        test.Csms.On<StartTransactionRequest>(_ => new StartTransactionResponse { TransactionId = 9, IdTagInfo = States.Info(AuthorizationStatus.Invalid) });
        test.Csms.ComeBack();
        test.Pass(40);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
    }

    private static void AssertChargedUnasked(StationUnderTest test)
    {
        Assert.Empty(test.Csms.All<AuthorizeRequest>());
        Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Charging", test.Told(1)[^1]);
    }
}
