using System.Text.Json;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Replay;

/// <summary>
/// Judges the trace of a run again without the system, with the cases as they are today, under a clock that takes the recorded instants.
/// </summary>
/// <remarks>
/// <code>
/// the trace    run | frames, sockets … | case | frames, sockets, done … | verdict | frames … | case …
/// here         settings                 starts the case of today; what the system said then comes at the instant it came then
/// </code>
/// </remarks>
internal static class TraceReplay
{
    // How long a case of today may take to reach a step after the recorded one did, in virtual time; it may have other steps by now.
    private const int StepTurns = 20;
    private static readonly TimeSpan OneTurn = TimeSpan.FromMilliseconds(1);

    /// <returns>Each case of the trace with the recorded verdict and today's.</returns>
    /// <exception cref="LabException">The trace is not one of a whole run.</exception>
    public static IReadOnlyList<(string Recorded, CaseResult Now)> Run(IReadOnlyList<TraceLine> trace)
    {
        if (trace.Count == 0 || trace[0].What != "run") throw new LabException("The trace does not begin with its run.");
        var time = new VirtualTime(trace[0].At - trace[0].Since);
        return LabLoop.Run(() => RunAsync(trace, time), time);
    }

    private static async Task<IReadOnlyList<(string Recorded, CaseResult Now)>> RunAsync(IReadOnlyList<TraceLine> trace, VirtualTime time)
    {
        var actions = new RecordedActions(time);
        var bench = RecordedBench.Of(trace[0], time, actions);
        var rows = CaseCatalogue.All.ToDictionary(row => row.Id);
        var results = new List<(string, CaseResult)>();
        RecordedSocket? socket = null;
        Task<CaseResult>? running = null;
        var steps = 0;
        for (var index = 0; index < trace.Count; index++)
        {
            var line = trace[index];
            await time.ReachAsync(line.Since);
            switch (line.What)
            {
                case "socket" when line.Text("event") == "opened":
                    bench.Conversation.Opened(socket = new RecordedSocket(), JsonSerializer.Deserialize<Handshake>(line.Text("handshake"), ReportJson.Options)!);
                    break;
                case "socket" when line.Text("event") == "knocked":
                    bench.Conversation.Knocked(line.Member("secure").GetBoolean(), line.Text("how"));
                    break;
                case "socket" when socket is not null:
                    bench.Conversation.Closed(socket, line.Text("how"));
                    break;
                case "frame" when line.Text("from") == "system" && socket is not null:
                    // An answer cannot come before its CALL, whatever step the case of today is at; what is between two cases is not run again.
                    for (var turn = 0; running is not null && turn < StepTurns && !bench.Conversation.CanTake(line.Text("text")); turn++) await Task.Delay(OneTurn, time);
                    bench.Conversation.Received(socket, line.Text("text"));
                    break;
                case "garbled" when socket is not null:
                    bench.Conversation.Garbled(socket, line.Text("what"));
                    break;
                case "raised":
                    bench.Raised(line.Number32("profile"));
                    break;
                case "file":
                    bench.TakeFile(line.Text("path"), line.Number32("length"), line.Text("method"));
                    break;
                case "case" when rows.TryGetValue(line.Text("id"), out var row):
                    var own = trace.Skip(index).TakeWhile(later => later.What != "verdict").ToList();
                    actions.Begin(own.Where(later => later.What == "done"));
                    bench.Certificates.Recorded.Clear();
                    foreach (var made in own.Where(later => later.What == "made")) bench.Certificates.Recorded.Enqueue(made.Text("text"));
                    steps = 0;
                    running = bench.Judge(row, _ => steps++);
                    break;
                case "step" when running is not null:
                    // What came after a step then comes after it now, also where both bear the same instant.
                    for (var turn = 0; turn < StepTurns && steps < line.Number32("step") && !running.IsCompleted; turn++) await Task.Delay(OneTurn, time);
                    break;
                case "verdict" when running is not null:
                    // What timed out then times out now, a moment later at most.
                    results.Add((line.Text("verdict"), await running));
                    running = null;
                    break;
            }
        }
        return results;
    }
}
