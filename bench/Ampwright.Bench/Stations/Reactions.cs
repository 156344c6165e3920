using System.Threading.Channels;
using Ampwright.Bench.Load;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Stations;

/// <summary>How long one station takes from a command to what the command is for, and to an answer.</summary>
internal static class Reactions
{
    private const int WarmUp = 50;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(int sessions, int questions)
    {
        using var folder = new TemporaryFolder();
        await using var csms = await DecentCsms.StartAsync();
        var heard = Channel.CreateUnbounded<HeardCall>();
        csms.Heard = call => heard.Writer.TryWrite(call);
        await using var station = RunningProgram.StartAssembly(
            "quick station", typeof(QuickStation).Assembly.Location, [BenchCommand.ServeStation, $"{csms.Address}", folder.Path], Cores.OfServers);
        await UntilAsync(heard, "StatusNotification");
        var (starts, stops, answers) = (new Latencies(sessions), new Latencies(sessions), new Latencies(questions));
        for (var session = 0; session < WarmUp + sessions; session++)
        {
            await station.WriteLineAsync("replug");
            await UntilAsync(heard, "Preparing", static call => call.IsPreparing);
            var asked = await ObeyedAsync(csms, "RemoteStartTransaction", """{"connectorId":1,"idTag":"TAG"}""");
            var begun = await UntilAsync(heard, "StartTransaction");
            var told = await ObeyedAsync(csms, "RemoteStopTransaction", $$"""{"transactionId":{{begun.Transaction}}}""");
            var ended = await UntilAsync(heard, "StopTransaction");
            if (session < WarmUp) continue;
            starts.Add(begun.At - asked);
            stops.Add(ended.At - told);
        }

        for (var question = 0; question < WarmUp + questions; question++)
        {
            var (asked, answered, _) = await csms.CommandAsync(QuickStation.Identity, "GetConfiguration", """{"key":["HeartbeatInterval","MeterValueSampleInterval"]}""");
            if (question >= WarmUp) answers.Add(answered - asked);
        }

        return
        [
            Within("RemoteStartTransaction to StartTransaction, median", starts, 0.5, 50),
            Within("RemoteStopTransaction to StopTransaction, median", stops, 0.5, 50),
            Within("Answers to GetConfiguration, p99", answers, 0.99, 5),
        ];
    }

    // A station refuses to stop a transaction whose number it has not taken in yet, and that may be a moment after it was sent.
    private static async Task<long> ObeyedAsync(DecentCsms csms, string action, string payload)
    {
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            var (sent, _, accepted) = await csms.CommandAsync(QuickStation.Identity, action, payload);
            if (accepted) return sent;
        }

        throw new InvalidOperationException($"{action} {payload} is refused for good.");
    }

    private static Task<HeardCall> UntilAsync(Channel<HeardCall> heard, string action) => UntilAsync(heard, action, call => call.Action == action);

    private static async Task<HeardCall> UntilAsync(Channel<HeardCall> heard, string what, Func<HeardCall, bool> fits)
    {
        var since = new List<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (true)
            {
                var call = await heard.Reader.ReadAsync(patience.Token);
                if (fits(call)) return call;
                since.Add(call.Action);
            }
        }
        catch (OperationCanceledException over)
        {
            // Of a cancellation the command line says nothing.
            throw new TimeoutException($"no {what} within 30 s; heard meanwhile: {string.Join(", ", since)}", over);
        }
    }

    private static Row Within(string what, Latencies taken, double share, double bar) => new(
        what, taken.Within(share), " ms", bar, AtLeast: false,
        $"{taken.Count} times: p50 {taken.Within(0.5):0.##}, p99 {taken.Within(0.99):0.##}, longest {taken.Within(1):0.##} ms");
}
