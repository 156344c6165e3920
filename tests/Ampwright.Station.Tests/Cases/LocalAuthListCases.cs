using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Life;
using static Ampwright.Station.Tests.LocalList.LocalListTests;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The station's cases of LocalAuthListManagement.</summary>
public sealed class LocalAuthListCases
{
    [Fact]
    public void TC_042_1_CS_a_list_switched_off_or_not_there_has_version_minus_1_or_is_NotSupported()
    {
        using var test = StationUnderTest.Accepted();
        test.Configure("LocalAuthListEnabled", "false");
        Assert.Equal(-1, Version(test));
        using var without = StationUnderTest.Accepted("ampevo");
        Assert.Equal(RpcErrorCode.NotSupported, Assert.Throws<CallErrorException>(() => Version(without)).Code);
    }

    [Fact]
    public void TC_042_2_CS_an_emptied_list_reports_version_0()
    {
        using var test = StationUnderTest.Accepted(configuration: ("LocalAuthListEnabled", "true"));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 1));
        Assert.Equal(0, Version(test));
    }

    [Fact]
    public void TC_043_CS_a_full_and_then_a_differential_list_are_taken()
    {
        using var test = StationUnderTest.Accepted(configuration: ("LocalAuthListEnabled", "true"));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 1, Entry(StationUnderTest.Tag)));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Differential, 2, Entry(StationUnderTest.OtherTag)));
    }

    [Fact]
    public void TC_043_1_CS_without_the_profile_a_list_is_NotSupported()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        var refused = Assert.Throws<CallErrorException>(() => Send(test, UpdateType.Full, 1, Entry(StationUnderTest.Tag)));
        Assert.Equal(RpcErrorCode.NotSupported, refused.Code);
    }

    [Fact]
    public void TC_043_2_CS_an_older_differential_list_is_a_VersionMismatch()
    {
        using var test = StationUnderTest.Accepted(configuration: ("LocalAuthListEnabled", "true"));
        Assert.Equal((UpdateStatus.Accepted, 2), (Send(test, UpdateType.Full, 2, Entry(StationUnderTest.Tag)), Version(test)));
        Assert.Equal((UpdateStatus.Accepted, 5), (Send(test, UpdateType.Differential, 5, Entry(StationUnderTest.OtherTag)), Version(test)));
        Assert.Equal((UpdateStatus.VersionMismatch, 5), (Send(test, UpdateType.Differential, 4, Entry("AA")), Version(test)));
    }

    [Fact]
    public void TC_043_3_CS_a_list_that_cannot_be_stored_is_Failed()
    {
        using var test = StationUnderTest.Accepted(configuration: ("LocalAuthListEnabled", "true"));
        test.Disk.FaultAt = _ => Journal.DiskFault.NoSpace;
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Full, 2, Entry(StationUnderTest.Tag)));
    }

    [Fact]
    public void TC_008_CS_TC_008_2_CS_a_remote_start_of_a_listed_tag_asks_nobody()
    {
        using var test = Listed(("AuthorizeRemoteTxRequests", "true"));
        test.Call(new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag });
        Assert.Equal(["Preparing"], test.Told(1));
        test.Plug();
        test.Pass(10);
        Assert.Empty(test.Csms.All<AuthorizeRequest>());
        Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    [Fact]
    public void TC_008_1_CS_a_listed_card_asks_nobody()
    {
        using var test = Listed();
        States.OthersUnavailable(test);
        test.Present(StationUnderTest.Card);
        Assert.Equal(["Preparing"], test.Told(1));
        test.Plug();
        test.Pass(10);
        Assert.Empty(test.Csms.All<AuthorizeRequest>());
        Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal("Charging", test.Told(1)[^1]);
    }

    private static StationUnderTest Listed(params (string Key, string Value)[] more)
    {
        var test = StationUnderTest.Accepted(configuration:
            [("LocalPreAuthorize", "true"), ("AuthorizationCacheEnabled", "false"), ("LocalAuthListEnabled", "true"), .. more]);
        Assert.Equal(0, Version(test));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 1, Entry(StationUnderTest.Tag)));
        return test;
    }
}
