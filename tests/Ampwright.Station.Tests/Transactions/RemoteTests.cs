using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Transactions;

public sealed class RemoteTests
{
    [Fact]
    public void A_remote_start_without_a_connector_takes_the_car_that_waits_longest()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug(2);
        test.Pass(1);
        test.Plug(1);
        Assert.Equal(RemoteStartStopStatus.Accepted, Start(test));
        test.Pass(10);
        Assert.Equal((2, "REMOTE"), Assert.Single(test.Csms.All<StartTransactionRequest>()) is var start ? (start.ConnectorId, start.IdTag) : default);
    }

    [Fact]
    public void A_remote_start_without_a_car_prepares_and_gives_up_after_ConnectionTimeOut()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ConnectionTimeOut", "30"));
        Assert.Equal(RemoteStartStopStatus.Accepted, Start(test));
        Assert.Equal("Preparing", test.First.Status);
        test.Pass(31);
        Assert.Equal(["Preparing", "Available"], test.Told(1));
        test.Plug();
        test.Pass(10);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
    }

    [Fact]
    public void A_remote_start_is_rejected_where_nobody_can_charge()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        Assert.Equal(RemoteStartStopStatus.Rejected, Start(test, 0)); // Errata v4.0 3.41
        Assert.Equal(RemoteStartStopStatus.Rejected, Start(test, 1));
        Assert.Equal(RemoteStartStopStatus.Rejected, Start(test, 3));
        test.Call(new ChangeAvailabilityRequest { ConnectorId = 2, Type = AvailabilityType.Inoperative });
        Assert.Equal(RemoteStartStopStatus.Rejected, Start(test, 2));
        Assert.Equal(RemoteStartStopStatus.Rejected, Start(test));
    }

    [Fact]
    public void A_second_remote_start_for_the_same_connector_is_rejected_while_the_first_waits()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(RemoteStartStopStatus.Accepted, Start(test, 1));
        Assert.Equal(RemoteStartStopStatus.Rejected, Start(test, 1));
    }

    [Theory]
    [InlineData("true", AuthorizationStatus.Blocked, 0)]
    [InlineData("true", AuthorizationStatus.Accepted, 1)]
    [InlineData("false", AuthorizationStatus.Blocked, 1)]
    public void AuthorizeRemoteTxRequests_decides_whether_the_tag_is_asked_for_first(string key, AuthorizationStatus verdict, int starts)
    {
        using var test = StationUnderTest.Accepted(configuration: ("AuthorizeRemoteTxRequests", key));
        test.Csms.On<AuthorizeRequest>(_ => new AuthorizeResponse { IdTagInfo = new IdTagInfo { Status = verdict } });
        test.Plug();
        Assert.Equal(RemoteStartStopStatus.Accepted, Start(test, 1));
        test.Pass(10);
        Assert.Equal(starts, test.Csms.All<StartTransactionRequest>().Count);
        Assert.Equal(key == "true" ? 1 : 0, test.Csms.All<AuthorizeRequest>().Count);
    }

    [Fact]
    public void A_remote_stop_of_an_unknown_transaction_is_rejected()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        foreach (var id in (int[])[1, 0, -1, int.MaxValue])
            Assert.Equal(RemoteStartStopStatus.Rejected, test.Call(new RemoteStopTransactionRequest { TransactionId = id }).Status.Value);
        test.Pass(5);
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void What_a_remote_start_promised_happens_although_its_answer_could_not_leave_any_more()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug();
        var calls = (Ampwright.Station.Connection.CsmsCalls)test.Csms.Inbound;
        var request = new RemoteStartTransactionRequest { IdTag = "REMOTE", ConnectorId = 1 };
        test.Station.Loop.Post(() => _ = calls.CarryOutAsync(new InboundCall(Ampwright.Ocpp.Catalogue.RemoteStartTransaction, "1", request, [], default)));
        test.Settle();
        test.Csms.Break();
        test.Pass(20);
        Assert.Single(test.Csms.All<StartTransactionRequest>());
    }

    private static RemoteStartStopStatus Start(StationUnderTest test, int? connector = null) =>
        test.Call(new RemoteStartTransactionRequest { IdTag = "REMOTE", ConnectorId = connector }).Status.Value;
}
