using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Ampwright.Lab.Hosting;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;
using Ampwright.TestKit;

namespace Ampwright.Lab.Tests.Wire;

/// <summary>A hostile station at the other end of a real WebSocket.</summary>
public sealed class HostileLineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, (byte[] Message, WebSocketMessageType Type, string Found)> Hostilities = new()
    {
        ["a binary message"] = ("[3,\"x\",{}]"u8.ToArray(), WebSocketMessageType.Binary, "a binary message"),
        ["broken UTF-8"] = ([(byte)'[', (byte)'3', 0xC3, 0x28, 0xFF], WebSocketMessageType.Text, "UTF-8"),
        ["an endless message"] = (Encoding.UTF8.GetBytes("[3,\"" + new string('x', 3 << 20)), WebSocketMessageType.Text, "longer than 1 MiB"),
        ["half a message"] = ("[3,\"TC_062"u8.ToArray(), WebSocketMessageType.Text, "cannot be read"),
        ["a hundred thousand brackets"] = (Encoding.UTF8.GetBytes(new string('[', 100_000)), WebSocketMessageType.Text, "cannot be read"),
        ["nothing"] = ([], WebSocketMessageType.Text, "cannot be read"),
        ["zero bytes"] = (new byte[64], WebSocketMessageType.Text, "cannot be read"),
        ["half a letter"] = ("[2,\"\\ud800\",\"Heartbeat\",{}]"u8.ToArray(), WebSocketMessageType.Text, "no Unicode"),
        ["somebody else's answer"] = ("[3,\"TC_062_CS-000000-1\",{\"status\":\"Accepted\"}]"u8.ToArray(), WebSocketMessageType.Text, "belongs to no CALL"),
    };

    public static TheoryData<string> Names => [.. Hostilities.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_no_message_of_OCPP_fails_the_case_and_the_lab_goes_on(string name)
    {
        var (message, type, found) = Hostilities[name];
        var (broken, next) = await Task.Run(() => LabLoop.Run(() => RunAsync(message, type))).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Fail, broken.Verdict);
        Assert.Contains(found, broken.Found);
        Assert.Equal(Verdict.Pass, next.Verdict);
    }

    // The same case twice: with the hostile message before the right answer, and without it, on a new connection where the first one broke.
    private static async Task<(CaseResult Broken, CaseResult Next)> RunAsync(byte[] message, WebSocketMessageType type)
    {
        var lab = SynchronizationContext.Current!;
        var settings = new RunSettings { MessageTimeout = 2 };
        var bench = new StationBench(TimeProvider.System, new RunTrace(TimeProvider.System, file: null), settings, new HashSet<string>(), new Idle());
        var row = Lab.Catalogue.CaseCatalogue.All.Single(row => row.Id == "TC_062_CS");
        using var over = new CancellationTokenSource();
        var results = new List<CaseResult>();
        foreach (var hostile in new[] { message, null })
        {
            using var pair = WebSocketPair.Create();
            var carrying = new WebSocketLine(pair.Server, bench.Conversation, lab).RunAsync(new Handshake { Path = "/HOSTILE-1" }, over.Token);
            while (!bench.Conversation.Connected) await Task.Yield();
            // Whoever is stuck in a message that nobody reads any more ends by its own patience.
            _ = Task.Run(() => AnswerAsync(new RawPeer(pair.Client), hostile, type));
            results.Add(await StationCases.RunAsync(row, bench));
            pair.Client.Abort();
            await carrying;
            // Its end is told on the lab's thread a turn later.
            while (bench.Conversation.Connected) await Task.Yield();
        }
        return (results[0], results[1]);
    }

    private static async Task AnswerAsync(RawPeer peer, byte[]? hostile, WebSocketMessageType type)
    {
        try
        {
            while (await peer.ReceiveAsync() is { } text)
            {
                if (hostile is not null) await peer.SendAsync(hostile, type);
                using var call = JsonDocument.Parse(text);
                var answer = call.RootElement[2].GetString() == "GetConfiguration" ? "{\"unknownKey\":[\"HeartbeatInterval\"]}" : "{\"status\":\"Accepted\"}";
                await peer.SendAsync($"[3,\"{call.RootElement[1].GetString()}\",{answer}]");
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // The lab has closed the line on it.
        }
    }

    private sealed class Idle : IStationOperator
    {
        public Task DoAsync(StationAction action, int connector, string? tag) => Task.CompletedTask;
    }
}
