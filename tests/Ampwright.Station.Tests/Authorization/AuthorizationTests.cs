using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Authorization;

public sealed class AuthorizationTests
{
    [Theory]
    [InlineData(AuthorizationStatus.Accepted, "true", true)]
    [InlineData(AuthorizationStatus.Accepted, "false", false)]
    [InlineData(AuthorizationStatus.Blocked, "true", false)]
    public void Offline_the_cache_decides_where_LocalAuthorizeOffline_lets_it(AuthorizationStatus known, string key, bool charges)
    {
        using var test = StationUnderTest.Accepted(configuration: [("LocalAuthorizeOffline", key), ("AllowOfflineTxForUnknownId", "true")]);
        Learn(test, known);
        test.Csms.GoDown();
        Assert.Equal(charges, Charges(test));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Offline_AllowOfflineTxForUnknownId_decides_on_unknown_tags(string key, bool charges)
    {
        using var test = StationUnderTest.Accepted(configuration: ("AllowOfflineTxForUnknownId", key));
        test.Csms.GoDown();
        Assert.Equal(charges, Charges(test));
    }

    [Fact]
    public void A_station_no_CSMS_ever_accepted_lets_nobody_charge()
    {
        using var test = new StationUnderTest(change: product => product with
        {
            Configuration = new Dictionary<string, string>(product.Configuration) { ["AllowOfflineTxForUnknownId"] = "true" },
        });
        test.Csms.GoDown();
        test.PowerOn();
        Assert.False(Charges(test));
    }

    [Fact]
    public void A_tag_past_its_expiry_is_not_valid_any_more()
    {
        using var test = StationUnderTest.Accepted();
        Learn(test, AuthorizationStatus.Accepted, test.Time.GetUtcNow().AddMinutes(10));
        test.Csms.GoDown();
        test.Pass(601);
        Assert.False(Charges(test));
    }

    [Fact]
    public void The_cache_survives_a_restart_and_ClearCache_empties_it()
    {
        using var test = StationUnderTest.Accepted();
        Learn(test, AuthorizationStatus.Accepted);
        test.Restart();
        test.Pass(1);
        test.Csms.GoDown();
        Assert.True(Charges(test));
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        test.Unplug();
        test.Csms.ComeBack();
        test.Pass(200);
        Assert.Equal(ClearCacheStatus.Accepted, test.Call(new ClearCacheRequest()).Status.Value);
        test.Csms.GoDown();
        Assert.False(Charges(test));
    }

    [Fact]
    public void A_product_without_a_cache_rejects_ClearCache()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Assert.Equal(ClearCacheStatus.Rejected, test.Call(new ClearCacheRequest()).Status.Value);
    }

    [Fact]
    public void LocalPreAuthorize_starts_a_known_tag_without_asking()
    {
        using var test = StationUnderTest.Accepted(configuration: ("LocalPreAuthorize", "true"));
        Learn(test, AuthorizationStatus.Accepted);
        test.Csms.Heard.Clear();
        Assert.True(Charges(test));
        Assert.Empty(test.Csms.All<AuthorizeRequest>());
    }

    [Fact]
    public void Online_a_tag_known_as_blocked_is_asked_for_again()
    {
        using var test = StationUnderTest.Accepted(configuration: ("LocalPreAuthorize", "true"));
        Learn(test, AuthorizationStatus.Blocked);
        Assert.True(Charges(test));
    }

    [Fact]
    public void An_Authorize_without_an_answer_is_decided_as_offline_and_one_with_an_error_is_refused()
    {
        using var test = StationUnderTest.Accepted(configuration: ("AllowOfflineTxForUnknownId", "true"));
        test.Csms.On<AuthorizeRequest>(_ => new CallErrorException(RpcErrorCode.InternalError, ""));
        Assert.False(Charges(test));
        test.Csms.On<AuthorizeRequest>(_ => Fate.Silence);
        test.Present(StationUnderTest.Card);
        test.Pass(40);
        Assert.Equal("Charging", test.First.Status);
    }

    private static void Learn(StationUnderTest test, AuthorizationStatus status, DateTimeOffset? expiry = null)
    {
        test.Csms.On<AuthorizeRequest>(_ => new AuthorizeResponse
        {
            IdTagInfo = new IdTagInfo { Status = status, ExpiryDate = expiry is { } until ? new Ampwright.Ocpp.OcppTime(until) : null },
        });
        test.Present(StationUnderTest.Card);
        test.Pass(70); // Nobody comes.
        test.Csms.Usual<AuthorizeRequest>();
    }

    private static bool Charges(StationUnderTest test)
    {
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        return test.First.Status == "Charging";
    }
}
