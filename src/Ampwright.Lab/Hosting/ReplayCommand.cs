using System.CommandLine;
using Ampwright.Lab.Replay;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>replay</c>: judges a trace again without the system.</summary>
internal static class ReplayCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("trace") { Description = "the file trace.jsonl of a run" };
        var command = new Command("replay", "Judges the trace of a run again, without the system under test.") { file };
        command.SetAction(parsed => Verb.Guarded(() => Run(parsed.GetValue(file)!)));
        return command;
    }

    private static int Run(string file)
    {
        var results = TraceReplay.Run(TraceReader.Read(file));
        foreach (var (recorded, now) in results)
        {
            var verdict = now.Verdict.Text();
            Console.WriteLine($"{verdict,-12} {now.Id,-13} {(recorded == verdict ? "" : $"was {recorded}")}");
            if (now.Verdict != Verdict.Pass) Console.WriteLine($"             at {now.Step}: expected {now.Expected}; {now.Found}");
        }
        var changed = results.Count(one => one.Recorded != one.Now.Verdict.Text());
        Console.WriteLine(changed == 0 ? $"{results.Count} cases, every verdict as recorded." : $"{results.Count} cases, {changed} verdicts differ from the recorded ones.");
        return changed == 0 ? Verb.Passed : Verb.NotPassed;
    }
}
