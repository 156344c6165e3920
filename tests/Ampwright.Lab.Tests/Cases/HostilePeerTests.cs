using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Peers;
using Ampwright.TestKit;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>Peers that send what no decent one would, in the middle of an otherwise good run: the lab neither breaks, nor hangs, nor lets them pass.</summary>
public sealed class HostilePeerTests
{
    private const int Seeds = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Ids => [.. StationCases.Ids.Concat(CsmsCases.Ids).Order()];

    // Each is wrong whatever the frame was.
    private static readonly (string Name, Func<string, IEnumerable<string>> Make)[] Wrongs =
    [
        ("truncated", text => [text[..(text.Length / 2)]]),
        ("empty", _ => [""]),
        ("null", _ => ["null"]),
        ("an object", _ => ["{}"]),
        ("of no type", text => [text.Replace("[2,", "[7,").Replace("[3,", "[7,"), text]),
        ("twice", text => [text, text]),
        ("answered by nobody's question", text => ["[3,\"nobody-asked\",{}]", text]),
        ("an error nobody asked for", text => ["[4,\"nobody-asked\",\"GenericError\",\"\",{}]", text]),
        ("with another member", text => [Payload(text, payload => payload["extra"] = true)]),
        ("huge", text => [Payload(text, payload => payload["extra"] = new string('x', 900_000))]),
        ("deeply nested", text => [text[..^1] + string.Concat(Enumerable.Repeat("[", 5000))]),
        ("deeply nested and whole", _ => ["[2,\"deep\",\"DataTransfer\"," + string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500) + "]"]),
        ("with half a letter", text => [Payload(text, payload => payload["extra"] = "HALF").Replace("HALF", "\\ud800")]),
        ("with half a letter in a name", text => [Payload(text, payload => payload["HALF"] = 1).Replace("HALF", "\\udc00")]),
        ("with half a letter as its id", text => [text.Replace(text.Split('"')[1], "\\ud83d"), text]),
        ("with an unknown action", text => ["[2,\"x-1\",\"Selfdestruct\",{}]", text]),
        ("with a list for a payload", text => ["[2,\"x-2\",\"Heartbeat\",[]]", text]),
        ("with wrong types", text => ["[2,\"x-3\",\"StatusNotification\",{\"connectorId\":\"one\",\"errorCode\":7,\"status\":[]}]", text]),
        ("with a list where a text belongs", text => ["[2,\"x-4\",\"GetConfiguration\",{\"key\":{\"a\":[1]}}]", text]),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_wrong_frame_anywhere_in_a_case_keeps_it_from_passing(string id)
    {
        var order = new Random(Seed(id));
        foreach (var (name, make) in Wrongs)
        {
            var (result, sent) = await RunAsync(id, make, at: order.Next(1, 4));
            Assert.True(!sent || result.Verdict is Verdict.Fail or Verdict.Inconclusive, $"{name}: {result.Verdict} at {result.Step}; {result.Found}");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Mutated_frames_never_break_the_lab(string id)
    {
        var others = new[] { "[2,\"a\",\"BootNotification\",{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}]", "[3,\"a\",{\"status\":\"Accepted\"}]" };
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(Seed(id) + seed);
            var mutator = new FrameMutator(random, [.. others.Select(Encoding.UTF8.GetBytes)]);
            var unreadable = false;
            IEnumerable<string> Mutate(string text)
            {
                var mutated = Encoding.UTF8.GetString(mutator.Mutate(Encoding.UTF8.GetBytes(text)));
                unreadable |= !IsJson(mutated);
                return [mutated];
            }

            var (result, _) = await RunAsync(id, Mutate, at: random.Next(1, 6));
            Assert.True(result.Verdict != Verdict.Error, $"seed {seed}: {result.Found} at {result.Step}");
            Assert.True(!unreadable || result.Verdict != Verdict.Pass, $"seed {seed}: passed with a frame that cannot be read");
        }
    }

    private static async Task<(CaseResult Result, bool Sent)> RunAsync(string id, Func<string, IEnumerable<string>> make, int at)
    {
        var frame = 0;
        var sent = false;
        var lie = Lie.Garbles(text =>
        {
            if (++frame != at) return [text];
            sent = true;
            return make(text);
        });
        // A lab that waits for ever under its own clock ends with a word; one that turns for ever is seen here.
        var running = Task.Run(() => StationCases.Ids.Contains(id) ? StationTrial.Run(id, lie) : CsmsTrial.Run(id, lie));
        return (await running.WaitAsync(Patience), sent);
    }

    private static string Payload(string text, Action<JsonObject> change)
    {
        var frame = JsonNode.Parse(text)!.AsArray();
        change(frame[^1]!.AsObject());
        return frame.ToJsonString();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1000 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int Seed(string id) => id.Aggregate(17, (sum, letter) => sum * 31 + letter) & 0xFFFF;
}
