using System.Text.Json;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Replay;

/// <summary>
/// Judges the trace of a station's run again without the station, with the cases as they are today, under a clock that takes the recorded
/// instants.
/// </summary>
/// <remarks>
/// <code>
/// the trace    run | frames, sockets … | case | frames, sockets, done … | verdict | frames … | case …
/// here         settings                 starts the case of today; what the system said then comes at the instant it came then
/// </code>
/// </remarks>
internal static class StationReplay
{
    // How long a case of today may take to reach a step after the recorded one did, in virtual time; it may have other steps by now.
    private const int StepTurns = 20;
    private static readonly TimeSpan OneTurn = TimeSpan.FromMilliseconds(1);

    /// <returns>Each case of the trace with the recorded verdict and today's.</returns>
    /// <exception cref="LabException">The trace is not one of a whole run.</exception>
    public static IReadOnlyList<(string Recorded, CaseResult Now)> Run(IReadOnlyList<TraceLine> trace)
    {
        if (trace.Count == 0 || trace[0].What != "run") throw new LabException("The trace does not begin with its run.");
        var head = trace[0];
        if (head.Text("system") != "station") throw new LabException("The trace is of a CSMS; only traces of stations can be judged again.");
        var settings = head.Member("settings").Deserialize<RunSettings>(ReportJson.Options)!;
        var facts = head.Member("facts").EnumerateArray().Select(fact => fact.GetString()!).ToHashSet();
        var time = new VirtualTime(head.At - head.Since);
        return LabLoop.Run(() => RunAsync(trace, settings, facts, time), time);
    }

    private static async Task<IReadOnlyList<(string Recorded, CaseResult Now)>> RunAsync(
        IReadOnlyList<TraceLine> trace, RunSettings settings, HashSet<string> facts, VirtualTime time)
    {
        var now = new RunTrace(time, file: null);
        var hands = new RecordedOperator(time);
        var bench = new StationBench(time, now, settings, facts, hands);
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
                case "socket" when socket is not null:
                    bench.Conversation.Closed(socket, line.Text("how"));
                    break;
                case "frame" when line.Text("from") == "system" && socket is not null:
                    // An answer cannot come before its CALL, whatever step the case of today is at.
                    for (var turn = 0; turn < StepTurns && !bench.Conversation.CanTake(line.Text("text")); turn++) await Task.Delay(OneTurn, time);
                    bench.Conversation.Received(socket, line.Text("text"));
                    break;
                case "file":
                    bench.Files.Take(line.Text("path"), line.Number32("length"));
                    break;
                case "case" when rows.TryGetValue(line.Text("id"), out var row):
                    hands.Ends.Clear();
                    foreach (var end in trace.Skip(index).TakeWhile(later => later.What != "verdict").Where(later => later.What == "done")) hands.Ends.Enqueue(end);
                    steps = 0;
                    running = StationCases.RunAsync(row, bench, _ => steps++);
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
