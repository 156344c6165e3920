using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Ampwright.Ocpp.Tests.Payloads;

namespace Ampwright.Ocpp.Tests.Rpc;

/// <summary>Every single fault, sent to a peer: a faulty CALL is answered with its code, a faulty answer is the caller's violation.</summary>
public sealed class FaultsOverTheWireTests
{
    public static TheoryData<string> Actions => [.. Catalogue.All.Select(action => action.Name)];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_faulty_call_is_answered_with_the_code_of_its_fault_and_never_reaches_the_handler(string name)
    {
        await using var rig = new PeerRig(new OcppPeerOptions { Mode = ReadMode.Strict });
        rig.Handler = call => throw new InvalidOperationException($"{call.Action} reached the handler");
        var number = 0;
        foreach (var fault in Faults.Of(Catalogue.Find(name)!.Request))
        {
            var id = $"{++number}";
            var answer = await rig.AskAsync($"[2,\"{id}\",\"{name}\",{fault.Json}]");
            Assert.Equal(5, answer.GetArrayLength());
            Assert.Equal((4, id, EnumSpelling<RpcErrorCode>.TextOf(fault.Strict)), (answer[0].GetInt32(), answer[1].GetString(), answer[2].GetString()));
            Assert.InRange(answer[3].GetString()!.Length, 1, 255);
            Assert.Equal(JsonValueKind.Object, answer[4].ValueKind);
        }

        Assert.Empty(rig.Failures);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_faulty_answer_is_the_callers_violation_and_is_not_answered(string name)
    {
        await using var rig = new PeerRig(new OcppPeerOptions { Mode = ReadMode.Strict });
        var action = Catalogue.Find(name)!;
        var request = action.Request.Read(Encoding.UTF8.GetBytes(Instances.Full(action.Request).ToString()), ReadMode.Strict);
        var number = 0;
        foreach (var fault in Faults.Of(action.Response))
        {
            var id = $"{++number}";
            var call = Call(rig.Peer, action, request, id);

            // Had the faulty answer before been answered, that would come first.
            Assert.Equal((2, id), await rig.ReceiveAsync() is var sent ? (sent[0].GetInt32(), sent[1].GetString()) : default);
            await rig.Other.SendAsync($"[3,\"{id}\",{fault.Json}]");
            var violation = await Assert.ThrowsAsync<OcppViolationException>(() => call);
            Assert.Equal((fault.Strict, fault.Path), (violation.Code, violation.Path));
        }

        Assert.Equal("probe", (await rig.AskAsync("""[2,"probe","NoSuchAction",{}]"""))[1].GetString());
    }

    private static Task Call(OcppPeer peer, OcppAction action, object request, string id) =>
        (Task)typeof(OcppPeer).GetMethod(nameof(OcppPeer.CallAsync))!.MakeGenericMethod(action.Response.Type).Invoke(peer, [request, id, null, CancellationToken.None])!;
}
