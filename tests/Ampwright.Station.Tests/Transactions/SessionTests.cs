using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Transactions;

public sealed class SessionTests
{
    [Fact]
    public void Plug_first_a_card_starts_a_transaction_and_the_same_card_ends_it()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug();
        Assert.Equal("Preparing", test.First.Status);
        test.Present(StationUnderTest.Card);
        test.Pass(10);

        var start = Assert.Single(test.Csms.All<StartTransactionRequest>());
        Assert.Equal((1, StationUnderTest.Tag, 0), (start.ConnectorId, start.IdTag, start.MeterStart));
        Assert.Equal(1001, test.First.Transaction?.TransactionId);
        test.Pass(3600);
        test.Present(StationUnderTest.Card);
        test.Pass(5);

        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal((1001, StationUnderTest.Tag, Reason.Local), (stop.TransactionId, stop.IdTag, stop.Reason!.Value.Value));
        Assert.InRange(stop.MeterStop, 10_000, 12_000); // Three phases of 16 A for an hour.
        Assert.Single(test.Csms.All<AuthorizeRequest>());
        test.Unplug();
        Assert.Equal(["Preparing", "SuspendedEV", "Charging", "Finishing", "Available"], test.Told(1));
        Assert.Empty(test.Told(2));
    }

    [Fact]
    public void A_remote_start_charges_and_a_remote_stop_ends_it_and_both_answers_leave_first()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        test.Plug(2);
        test.Csms.Heard.Clear();

        var started = test.Call(new RemoteStartTransactionRequest { IdTag = "REMOTE", ConnectorId = 2 });
        Assert.Equal(RemoteStartStopStatus.Accepted, started.Status.Value);
        Assert.Equal(0, test.AnswersWhenHeard[^1]);
        test.Pass(60);
        Assert.Equal("REMOTE", Assert.Single(test.Csms.All<StartTransactionRequest>()).IdTag);
        Assert.Equal("Charging", test.State.Connectors[1].Status);
        var heard = test.Csms.Heard.Count;

        var stopped = test.Call(new RemoteStopTransactionRequest { TransactionId = 1001 });
        Assert.Equal(RemoteStartStopStatus.Accepted, stopped.Status.Value);
        Assert.Equal(heard, test.AnswersWhenHeard[^1]);
        test.Pass(5);
        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        Assert.Equal((1001, Reason.Remote), (stop.TransactionId, stop.Reason!.Value.Value));
        Assert.Null(stop.IdTag);
    }
}
