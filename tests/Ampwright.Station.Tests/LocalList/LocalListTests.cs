using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.LocalList;

public sealed class LocalListTests
{
    [Fact]
    public void A_differential_list_adds_changes_and_removes_id_tags_in_any_case()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 1, Entry("AA"), Entry("BB"), Entry("CC")));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Differential, 2, Entry("aa", AuthorizationStatus.Blocked), Gone("bb"), Entry("DD")));
        var list = test.Station.Core.Memory.State.LocalList;
        Assert.Equal([("aa", "Blocked"), ("CC", "Accepted"), ("DD", "Accepted")], list.Values.Select(tag => (tag.IdTag, tag.Status)));
        Assert.Equal(2, Version(test));
    }

    [Fact]
    public void A_list_that_cannot_be_taken_as_a_whole_changes_nothing()
    {
        using var test = new StationUnderTest(change: product => product with
        {
            Limits = product.Limits with { LocalAuthListMaxLength = 4, SendLocalListMaxLength = 3 },
        });
        test.PowerOn();
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 1, Entry("AA"), Entry("BB"), Entry("CC")));
        var before = test.Station.Core.Memory.State.LocalList;
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Full, 2, Entry("A"), Entry("B"), Entry("C"), Entry("D"))); // SendLocalListMaxLength
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Differential, 2, Entry("DD"), Entry("EE"))); // LocalAuthListMaxLength
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Full, 2, Entry("DD"), Entry("dd"))); // Twice.
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Full, 2, Gone("DD")));
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Full, 0, Entry("DD")));
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Full, -1));
        Assert.Equal(UpdateStatus.VersionMismatch, Send(test, UpdateType.Differential, 1, Entry("DD")));
        Assert.Equal((1, before), (Version(test), test.Station.Core.Memory.State.LocalList));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Differential, 2, Entry("DD"), Gone("AA")));
    }

    [Fact]
    public void A_full_list_replaces_all_whatever_its_version_and_an_empty_one_is_version_0()
    {
        using var test = StationUnderTest.Accepted();
        Send(test, UpdateType.Full, 7, Entry("AA"));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 3, Entry("BB")));
        Assert.Equal((3, "BB"), (Version(test), Assert.Single(test.Station.Core.Memory.State.LocalList.Values).IdTag));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 0));
        Assert.Equal(0, Version(test));
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Differential, 1, Entry("CC")));
    }

    [Fact]
    public void An_update_type_that_is_not_in_the_standard_is_refused()
    {
        using var test = StationUnderTest.Accepted();
        var refused = Assert.Throws<CallRefusedException>(() => test.Call(
            new SendLocalListRequest { ListVersion = 1, UpdateType = OcppEnum<UpdateType>.Parse("Half") }));
        Assert.Equal(RpcErrorCode.PropertyConstraintViolation, refused.Code);
    }

    [Fact]
    public void The_list_is_there_after_a_power_cut_also_one_longer_than_a_part_of_a_snapshot()
    {
        using var test = StationUnderTest.Accepted();
        Send(test, UpdateType.Full, 1, [.. Enumerable.Range(0, 100).Select(number => Entry($"A{number}"))]);
        Send(test, UpdateType.Differential, 2, [.. Enumerable.Range(0, 100).Select(number => Entry($"B{number}"))]);
        var before = test.Station.Core.Memory.State.LocalList;
        test.Restart();
        Assert.Equal(2, Version(test));
        Assert.Equal(before.Values, test.Station.Core.Memory.State.LocalList.Values);

        test.Disk.FaultAt = AllFail(from: test.Disk.Calls + 1, to: test.Disk.Calls + 1); // The way out of it is a snapshot.
        test.Configure("LocalPreAuthorize", "true");
        test.Restart();
        Assert.Equal(2, Version(test));
        Assert.Equal(before.Values, test.Station.Core.Memory.State.LocalList.Values);
    }

    [Fact]
    public void A_list_the_disk_does_not_take_is_Failed_and_the_station_lives_on_with_the_old_one()
    {
        using var test = StationUnderTest.Accepted();
        Send(test, UpdateType.Full, 1, Entry("AA"));
        test.Disk.FaultAt = _ => DiskFault.NoSpace;
        Assert.Equal(UpdateStatus.Failed, Send(test, UpdateType.Full, 2, Entry("BB")));
        Assert.Equal(1, Version(test));
        test.Disk.FaultAt = _ => DiskFault.None;
        Assert.Equal(UpdateStatus.Accepted, Send(test, UpdateType.Full, 3, Entry("CC")));
        test.Restart();
        Assert.Equal((3, "CC"), (Version(test), Assert.Single(test.Station.Core.Memory.State.LocalList.Values).IdTag));
    }

    [Theory]
    [InlineData(AuthorizationStatus.Accepted, true)]
    [InlineData(AuthorizationStatus.Blocked, false)]
    [InlineData(AuthorizationStatus.ConcurrentTx, false)]
    public void Offline_the_list_decides_before_the_cache_and_before_AllowOfflineTxForUnknownId(AuthorizationStatus listed, bool charges)
    {
        using var test = StationUnderTest.Accepted(configuration: [("LocalAuthorizeOffline", "true"), ("AllowOfflineTxForUnknownId", "true")]);
        test.Present(StationUnderTest.Card); // The cache knows it as Accepted.
        test.Pass(70);
        Send(test, UpdateType.Full, 1, Entry(StationUnderTest.Tag, listed));
        test.Csms.GoDown();
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Equal(charges ? "Charging" : "Preparing", test.First.Status);
    }

    [Fact]
    public void An_entry_past_its_expiry_lets_nobody_charge_offline_and_is_asked_for_online()
    {
        using var test = StationUnderTest.Accepted(configuration: [("LocalAuthorizeOffline", "true"), ("LocalPreAuthorize", "true")]);
        Send(test, UpdateType.Full, 1, Entry(StationUnderTest.Tag, expiry: test.Time.GetUtcNow().AddSeconds(60)));
        test.Pass(61);
        test.Plug();
        test.Csms.GoDown();
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Equal("Preparing", test.First.Status);
        test.Csms.ComeBack();
        test.Pass(20);
        test.Present(StationUnderTest.Card);
        Assert.Single(test.Csms.All<AuthorizeRequest>());
    }

    [Fact]
    public void A_verdict_at_odds_with_the_list_is_told_as_LocalListConflict_until_the_list_changes()
    {
        using var test = StationUnderTest.Accepted(configuration: ("LocalPreAuthorize", "true"));
        Send(test, UpdateType.Full, 1, Entry(StationUnderTest.Tag));
        test.Csms.On<StartTransactionRequest>(_ => new StartTransactionResponse
        {
            TransactionId = 7,
            IdTagInfo = new IdTagInfo { Status = AuthorizationStatus.Blocked },
        });
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Empty(test.Csms.All<AuthorizeRequest>());
        var told = Assert.Single(test.Csms.All<StatusNotificationRequest>(), one => one.ConnectorId == 0);
        Assert.Equal((ChargePointErrorCode.LocalListConflict, ChargePointStatus.Available), (told.ErrorCode.Value, told.Status.Value));
        Assert.DoesNotContain(StationUnderTest.Tag, test.Station.Core.Memory.State.Cache.Keys);

        Send(test, UpdateType.Full, 2, Entry(StationUnderTest.Tag, AuthorizationStatus.Blocked));
        Assert.Equal(ChargePointErrorCode.NoError, test.Csms.All<StatusNotificationRequest>().Last(one => one.ConnectorId == 0).ErrorCode.Value);
    }

    private static Func<int, DiskFault> AllFail(int from, int to) => call => call >= from && call <= to ? DiskFault.IoError : DiskFault.None;

    internal static UpdateStatus Send(StationUnderTest test, UpdateType type, int version, params AuthorizationData[] entries) => test.Call(
        new SendLocalListRequest { ListVersion = version, UpdateType = type, LocalAuthorizationList = entries.Length == 0 ? null : entries }).Status.Value;

    internal static int Version(StationUnderTest test) => test.Call(new GetLocalListVersionRequest()).ListVersion;

    internal static AuthorizationData Entry(
        string idTag, AuthorizationStatus status = AuthorizationStatus.Accepted, DateTimeOffset? expiry = null, string? parent = null)
    {
        var info = new IdTagInfo { Status = status, ParentIdTag = parent, ExpiryDate = expiry is { } until ? new OcppTime(until) : null };
        return new AuthorizationData { IdTag = idTag, IdTagInfo = info };
    }

    private static AuthorizationData Gone(string idTag) => new() { IdTag = idTag };
}
