using System.Text.Json;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Tests.Rpc;

public sealed class InboundCallTests
{
    private static readonly AuthorizeResponse Accepted = new() { IdTagInfo = new IdTagInfo { Status = AuthorizationStatus.Accepted } };

    [Fact]
    public async Task A_call_is_answered_by_its_handler_under_its_id()
    {
        await using var rig = new PeerRig { Handler = call => new(((AuthorizeRequest)call.Request).IdTag == "04A1" ? Accepted : throw new InvalidOperationException()) };
        var answer = await rig.AskAsync("""[2,"a-1","Authorize",{"idTag":"04A1"}]""");
        Assert.Equal("""[3,"a-1",{"idTagInfo":{"status":"Accepted"}}]""", answer.GetRawText());
    }

    [Theory]
    [InlineData("""[2,"1","Authorise",{}]""", "NotImplemented")]
    [InlineData("""[2,"1","authorize",{"idTag":"A"}]""", "NotImplemented")]
    [InlineData("""[2,"1"]""", "ProtocolError")]
    [InlineData("""[2,"1","Authorize"]""", "ProtocolError")]
    [InlineData("""[2,"1","Authorize",{"idTag":"A"},{}]""", "ProtocolError")]
    [InlineData("""[2,"1",7,{}]""", "ProtocolError")]
    [InlineData("""[2,"1","Authorize",[]]""", "FormationViolation")]
    [InlineData("""[2,"1","Authorize","text"]""", "FormationViolation")]
    [InlineData("""[2,"1","Authorize",{}]""", "OccurenceConstraintViolation")]
    [InlineData("""[2,"1","Authorize",null]""", "OccurenceConstraintViolation")]
    [InlineData("""[2,"1","Authorize",{"idTag":{}}]""", "TypeConstraintViolation")]
    [InlineData("""[2,"1","Authorize",{"idTag":"A","idTag":"B"}]""", "FormationViolation")]
    [InlineData("""[2,"1","Authorize",{"idTag":"\uD800"}]""", "FormationViolation")]
    [InlineData("""[2,"1","Authorize",{"idTag":"A","x":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}]""", "FormationViolation")]
    public async Task A_faulty_call_gets_the_code_of_its_fault(string call, string code)
    {
        await using var rig = new PeerRig { Handler = _ => new(Accepted) };
        var answer = await rig.AskAsync(call);
        Assert.Equal((4, "1", code), (answer[0].GetInt32(), answer[1].GetString(), answer[2].GetString()));
        Assert.Equal((5, JsonValueKind.Object), (answer.GetArrayLength(), answer[4].ValueKind));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""["2","1","Authorize",{}]""")]
    [InlineData("""[2,17,"Authorize",{"idTag":"A"}]""")]
    [InlineData("""[2,"","Authorize",{"idTag":"A"}]""")]
    [InlineData("""[2,"0123456789012345678901234567890123456","Authorize",{"idTag":"A"}]""")]
    [InlineData("""[2,"\uDC00","Authorize",{"idTag":"A"}]""")]
    [InlineData("""[2,"1","Authorize",{"idTag":"A"}] []""")]
    [InlineData("""[2,"1","Authorize",{"idTag":"A"}""")]
    [InlineData("""[5,"1","Authorize",{"idTag":"A"}]""")]
    [InlineData("""[3,"1",{}]""")]
    [InlineData("""[4,"1"]""")]
    public async Task What_nobody_could_answer_is_ignored_and_the_connection_goes_on(string text)
    {
        await using var rig = new PeerRig { Handler = _ => new(Accepted) };
        await rig.Other.SendAsync(text);
        var answer = await rig.AskAsync("""[2,"after","Authorize",{"idTag":"A"}]""");
        Assert.Equal("after", answer[1].GetString());
        Assert.Single(rig.Ignored);
    }

    [Fact]
    public async Task A_million_characters_as_id_action_or_text_are_met_with_an_answer_or_silence_and_never_with_an_exception()
    {
        var long1 = new string('x', 1_000_000);
        await using var rig = new PeerRig(new OcppPeerOptions { MaxMessageBytes = 8_000_000 }) { Handler = _ => new(Accepted) };
        await rig.Other.SendAsync($$"""[2,"{{long1}}","Authorize",{"idTag":"A"}]""");
        Assert.Equal("NotImplemented", (await rig.AskAsync($$"""[2,"1","{{long1}}",{}]"""))[2].GetString());
        Assert.Equal("PropertyConstraintViolation", (await rig.AskAsync($$"""[2,"2","Authorize",{"idTag":"{{long1}}"}]"""))[2].GetString());
        Assert.Equal(IgnoredReason.Unreadable, Assert.Single(rig.Ignored).Why);
    }

    [Theory]
    [InlineData("quote \" backslash \\ newline \n NUL \0 done")]
    [InlineData("lone high \uD800 and low \uDC00")]
    [InlineData("\U0001F50C at the end of two hundred and fifty-five characters")]
    public async Task An_error_answer_can_be_built_whatever_its_text_holds(string text)
    {
        var whole = string.Concat(Enumerable.Repeat(text, 40));
        await using var rig = new PeerRig { Handler = _ => throw new CallRefusedException(RpcErrorCode.GenericError, whole) };
        var answer = await rig.AskAsync("""[2,"\"\\\u0000\n","Authorize",{"idTag":"A"}]""");
        Assert.Equal("\"\\\0\n", answer[1].GetString());
        Assert.Equal("GenericError", answer[2].GetString());
        Assert.InRange(answer[3].GetString()!.Length, 200, 255);
    }

    [Fact]
    public async Task An_exception_in_a_handler_becomes_InternalError_and_tells_nothing_of_its_inside()
    {
        await using var rig = new PeerRig { Handler = _ => throw new InvalidOperationException("password=secret") };
        var answer = await rig.AskAsync("""[2,"1","Authorize",{"idTag":"A"}]""");
        Assert.Equal("InternalError", answer[2].GetString());
        Assert.DoesNotContain("secret", answer.GetRawText(), StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(Assert.Single(rig.Failures));
    }

    [Fact]
    public async Task An_answer_of_the_wrong_type_is_a_failure_of_ours_and_becomes_InternalError()
    {
        await using var rig = new PeerRig { Handler = _ => new(new object()) };
        Assert.Equal("InternalError", (await rig.AskAsync("""[2,"1","Authorize",{"idTag":"A"}]"""))[2].GetString());
    }

    [Fact]
    public async Task Admission_is_asked_before_the_payload_is_read()
    {
        await using var rig = new PeerRig { Admission = _ => RpcErrorCode.SecurityError };
        Assert.Equal("SecurityError", (await rig.AskAsync("""[2,"1","Authorize",{"wrong":1}]"""))[2].GetString());
    }

    [Fact]
    public async Task A_silent_side_answers_no_call_at_all()
    {
        await using var rig = new PeerRig { IsSilent = true, Handler = _ => new(Accepted) };
        await rig.Other.SendAsync("""[2,"1","Authorize",{"idTag":"A"}]""");
        await rig.Other.SendAsync("""[9,"1"]""");
        await TestKit.Eventually.HoldsAsync(() => rig.Ignored.Count == 2);
        rig.IsSilent = false;
        Assert.Equal("2", (await rig.AskAsync("""[2,"2","Authorize",{"idTag":"A"}]"""))[1].GetString());
    }

    [Fact]
    public async Task Calls_sent_at_once_are_answered_one_after_the_other_in_their_order()
    {
        var running = 0;
        await using var rig = new PeerRig();
        rig.Handler = async _ =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return Accepted;
        };
        for (var i = 0; i < 50; i++) await rig.Other.SendAsync($$"""[2,"{{i}}","Authorize",{"idTag":"A"}]""");
        for (var i = 0; i < 50; i++) Assert.Equal($"{i}", (await rig.ReceiveAsync())[1].GetString());
        Assert.Empty(rig.Failures);
    }

    [Fact]
    public async Task More_calls_than_may_wait_end_the_connection()
    {
        var gate = new TaskCompletionSource();
        await using var rig = new PeerRig(new OcppPeerOptions { MaxWaitingCalls = 4 });
        rig.Handler = async _ =>
        {
            await gate.Task;
            return Accepted;
        };
        for (var i = 0; i < 8 && !rig.Running.IsCompleted; i++) await rig.Other.SendAsync($$"""[2,"{{i}}","Authorize",{"idTag":"A"}]""");
        await TestKit.Eventually.HoldsAsync(() => rig.Peer.HasEnded);
        gate.SetResult();
        Assert.Equal(PeerEnd.TooManyCalls, (await rig.Running).End);
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_connection_with_1009()
    {
        await using var rig = new PeerRig(new OcppPeerOptions { MaxMessageBytes = 10_000 });
        await rig.Other.SendAsync($$"""[2,"1","Authorize",{"idTag":"{{new string('x', 20_000)}}"}]""");
        Assert.Equal(PeerEnd.MessageTooBig, (await rig.Running).End);
    }

    [Fact]
    public async Task What_follows_an_answer_runs_after_the_answer_has_left()
    {
        await using var rig = new PeerRig();
        rig.Handler = call =>
        {
            call.AfterAnswer = () => _ = rig.Peer.CallAsync(new AuthorizeRequest { IdTag = "follow-up" }, messageId: "own");
            return new(Accepted);
        };
        Assert.Equal("1", (await rig.AskAsync("""[2,"1","Authorize",{"idTag":"A"}]"""))[1].GetString());
        Assert.Equal("own", (await rig.ReceiveAsync())[1].GetString());
    }

    [Fact]
    public async Task A_stored_answer_is_sent_again_byte_for_byte()
    {
        await using var rig = new PeerRig { Handler = _ => new(new StoredAnswer("""{"idTagInfo" : {"status":"Blocked"}}"""u8.ToArray())) };
        await rig.Other.SendAsync("""[2,"1","Authorize",{"idTag":"A"}]""");
        Assert.Equal("""[3,"1",{"idTagInfo" : {"status":"Blocked"}}]""", await rig.Other.ReceiveAsync());
    }

    [Fact]
    public async Task Strict_reading_refuses_what_tolerant_reading_notes()
    {
        await using var strict = new PeerRig(new OcppPeerOptions { Mode = ReadMode.Strict }) { Handler = _ => new(Accepted) };
        Assert.Equal("TypeConstraintViolation", (await strict.AskAsync("""[2,"1","Authorize",{"idTag":4711}]"""))[2].GetString());

        IReadOnlyList<Finding> findings = [];
        await using var tolerant = new PeerRig();
        tolerant.Handler = call =>
        {
            findings = call.Findings;
            return new(Accepted);
        };
        Assert.Equal(3, (await tolerant.AskAsync("""[2,"1","Authorize",{"idTag":4711}]"""))[0].GetInt32());
        Assert.Equal(FindingKind.ScalarAsText, Assert.Single(findings).Kind);
    }
}
