using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.TestKit;

namespace Ampwright.Ocpp.Tests.Rpc;

public sealed class OutboundCallTests
{
    private static readonly AuthorizeRequest Request = new() { IdTag = "04A1" };

    [Fact]
    public async Task A_call_waits_for_its_own_answer()
    {
        await using var rig = new PeerRig();
        var call = rig.Peer.CallAsync(Request, messageId: "m1");
        Assert.Equal("""[2,"m1","Authorize",{"idTag":"04A1"}]""", await rig.Other.ReceiveAsync());
        await rig.Other.SendAsync("""[3,"other",{"idTagInfo":{"status":"Blocked"}}]""");
        await rig.Other.SendAsync("""[3,"m1",{"idTagInfo":{"status":"Expired"}}]""");
        Assert.True((await call).IdTagInfo.Status == AuthorizationStatus.Expired);
        Assert.Equal(IgnoredReason.ForeignAnswer, Assert.Single(rig.Ignored).Why);
    }

    [Fact]
    public async Task Without_a_given_id_every_call_has_a_fresh_one_of_at_most_36_characters()
    {
        await using var rig = new PeerRig();
        HashSet<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            var call = rig.Peer.CallAsync(Request);
            var id = (await rig.ReceiveAsync())[1].GetString()!;
            Assert.InRange(id.Length, 1, 36);
            Assert.True(ids.Add(id));
            await rig.Other.SendAsync($$$"""[3,"{{{id}}}",{"idTagInfo":{"status":"Accepted"}}]""");
            await call;
        }
    }

    [Fact]
    public async Task A_second_call_is_not_sent_before_the_first_is_answered()
    {
        await using var rig = new PeerRig();
        var first = rig.Peer.CallAsync(Request, messageId: "first");
        var second = rig.Peer.CallAsync(Request, messageId: "second");
        Assert.Equal("first", (await rig.ReceiveAsync())[1].GetString());

        // Had the second been sent, it would come before this answer to a CALL of the other side.
        await rig.Other.SendAsync("""[2,"x","NoSuchAction",{}]""");
        Assert.Equal("x", (await rig.ReceiveAsync())[1].GetString());
        await rig.Other.SendAsync("""[3,"first",{"idTagInfo":{"status":"Accepted"}}]""");
        await first;
        Assert.Equal("second", (await rig.ReceiveAsync())[1].GetString());
        await rig.Other.SendAsync("""[3,"second",{"idTagInfo":{"status":"Accepted"}}]""");
        await second;
    }

    [Fact]
    public async Task Calls_of_both_sides_may_cross()
    {
        await using var rig = new PeerRig { Handler = _ => new(new AuthorizeResponse { IdTagInfo = new IdTagInfo { Status = AuthorizationStatus.Invalid } }) };
        var ours = rig.Peer.CallAsync(Request, messageId: "ours");
        await rig.ReceiveAsync();
        Assert.Equal("theirs", (await rig.AskAsync("""[2,"theirs","Authorize",{"idTag":"A"}]"""))[1].GetString());
        await rig.Other.SendAsync("""[3,"ours",{"idTagInfo":{"status":"Accepted"}}]""");
        Assert.True((await ours).IdTagInfo.Status == AuthorizationStatus.Accepted);
    }

    [Fact]
    public async Task A_call_that_a_stalled_socket_took_in_part_may_have_reached_the_other_side_and_one_behind_it_has_not()
    {
        await using var rig = new PeerRig();
        // More than the wire takes while nobody reads at the other end.
        var stalled = rig.Peer.CallAsync(new DataTransferRequest { VendorId = "V", Data = new string('x', 500_000) });
        await Eventually.HoldsAsync(() => rig.Clock.ArmedTimers > 0);
        var behind = rig.Peer.CallAsync(Request);
        rig.Clock.Advance(TimeSpan.FromSeconds(11));

        var lost = await Assert.ThrowsAsync<ConnectionLostException>(() => stalled);
        Assert.Equal((SendOutcome.FailedUnderWay, true), (lost.Sending, lost.WasSent));
        Assert.Equal(SendOutcome.NeverBegun, (await Assert.ThrowsAsync<ConnectionLostException>(() => behind)).Sending);
    }

    [Fact]
    public async Task A_call_without_an_answer_times_out_by_the_clock_and_its_late_answer_is_dropped()
    {
        await using var rig = new PeerRig();
        var call = rig.Peer.CallAsync(Request, messageId: "slow", timeout: TimeSpan.FromSeconds(30));
        await rig.ReceiveAsync();
        await Eventually.HoldsAsync(() => rig.Clock.TimersDueIn(TimeSpan.FromSeconds(30)) > 0);
        rig.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(call.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<TimeoutException>(() => call);

        var next = rig.Peer.CallAsync(Request, messageId: "next");
        await rig.ReceiveAsync();
        await rig.Other.SendAsync("""[3,"slow",{"idTagInfo":{"status":"Blocked"}}]""");
        await rig.Other.SendAsync("""[3,"next",{"idTagInfo":{"status":"Accepted"}}]""");
        await rig.Other.SendAsync("""[3,"next",{"idTagInfo":{"status":"Blocked"}}]""");
        Assert.True((await next).IdTagInfo.Status == AuthorizationStatus.Accepted);
        await Eventually.HoldsAsync(() => rig.Ignored.Count == 2);
        Assert.Equal([IgnoredReason.LateAnswer, IgnoredReason.RepeatedAnswer], rig.Ignored.Select(ignored => ignored.Why));
    }

    [Theory]
    [InlineData("""[4,"m","SecurityError","no",{}]""", "SecurityError", "no")]
    [InlineData("""[4,"m","FormatViolation","",{}]""", "FormationViolation", "")]
    [InlineData("""[4,"m","OccurrenceConstraintViolation","x",{}]""", "OccurenceConstraintViolation", "x")]
    [InlineData("""[4,"m","Vendor.Oops",null]""", "Vendor.Oops", "")]
    [InlineData("""[4,"m"]""", "GenericError", "")]
    public async Task A_call_error_is_read_from_two_elements_on_and_keeps_an_unknown_code(string answer, string code, string description)
    {
        await using var rig = new PeerRig();
        var call = rig.Peer.CallAsync(Request, messageId: "m");
        await rig.ReceiveAsync();
        await rig.Other.SendAsync(answer);
        var error = await Assert.ThrowsAsync<CallErrorException>(() => call);
        Assert.Equal((code, description), (error.Code.Text, error.Description));
    }

    [Theory]
    [InlineData("""[3,"m",{}]""", RpcErrorCode.OccurenceConstraintViolation)]
    [InlineData("""[3,"m",[]]""", RpcErrorCode.FormationViolation)]
    [InlineData("""[3,"m"]""", RpcErrorCode.ProtocolError)]
    public async Task A_faulty_answer_is_the_callers_violation_and_is_not_answered(string answer, RpcErrorCode code)
    {
        await using var rig = new PeerRig();
        var call = rig.Peer.CallAsync(Request, messageId: "m");
        await rig.ReceiveAsync();
        await rig.Other.SendAsync(answer);
        Assert.Equal(code, (await Assert.ThrowsAsync<OcppViolationException>(() => call)).Code);

        // The next thing the other side hears is the answer to its own CALL, so nothing was said before.
        Assert.Equal("probe", (await rig.AskAsync("""[2,"probe","NoSuchAction",{}]"""))[1].GetString());
    }

    [Fact]
    public async Task The_end_of_the_connection_ends_the_outstanding_call_and_those_behind_it()
    {
        await using var rig = new PeerRig();
        var sent = rig.Peer.CallAsync(Request);
        var waiting = rig.Peer.CallAsync(Request);
        await rig.ReceiveAsync();
        rig.Other.Socket.Abort();
        rig.Other.Socket.Dispose();
        Assert.True((await Assert.ThrowsAsync<ConnectionLostException>(() => sent)).WasSent);
        Assert.False((await Assert.ThrowsAsync<ConnectionLostException>(() => waiting)).WasSent);
        await Assert.ThrowsAsync<ConnectionLostException>(() => rig.Peer.CallAsync(Request));
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_call_outstanding_so_that_the_next_still_waits()
    {
        await using var rig = new PeerRig();
        using var impatience = new CancellationTokenSource();
        var given = rig.Peer.CallAsync(Request, messageId: "given-up", cancel: impatience.Token);
        await rig.ReceiveAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        var next = rig.Peer.CallAsync(Request, messageId: "next");
        await rig.Other.SendAsync("""[2,"probe","NoSuchAction",{}]""");
        Assert.Equal("probe", (await rig.ReceiveAsync())[1].GetString());
        await rig.Other.SendAsync("""[3,"given-up",{"idTagInfo":{"status":"Accepted"}}]""");
        Assert.Equal("next", (await rig.ReceiveAsync())[1].GetString());
        await rig.Other.SendAsync("""[3,"next",{"idTagInfo":{"status":"Accepted"}}]""");
        await next;
    }

    [Fact]
    public async Task A_goodbye_is_said_in_order_and_the_reason_is_known_to_both()
    {
        await using var rig = new PeerRig();
        var closing = rig.Peer.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.PolicyViolation, "a newer connection");
        Assert.Null(await rig.Other.ReceiveAsync());
        Assert.Equal("a newer connection", rig.Other.Socket.CloseStatusDescription);
        await rig.Other.Socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await closing;
        Assert.Equal(PeerEnd.ClosedByUs, (await rig.Running).End);
    }
}
