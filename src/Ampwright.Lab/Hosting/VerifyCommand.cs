using System.CommandLine;
using Ampwright.Lab.Replay;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>verify</c>: finds any change in a report or its evidence.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("report") { Description = "the file report.json of a run, its traces beside it" };
        var command = new Command("verify", "Finds any change in a report and its evidence, and judges its traces again.") { file };
        command.SetAction(parsed => Verb.Guarded(() =>
        {
            var found = Changes(parsed.GetValue(file)!).ToList();
            foreach (var change in found) Console.WriteLine(change);
            Console.WriteLine(found.Count == 0 ? "Unchanged: the seal, the evidence and every verdict fit." : $"{found.Count} differences.");
            return found.Count == 0 ? Verb.Passed : Verb.NotPassed;
        }));
        return command;
    }

    /// <summary>Everything that does not fit; nothing where the report is as it was made.</summary>
    public static IEnumerable<string> Changes(string file)
    {
        var report = ReportJson.Read(file);
        if (ReportSeal.OfText(File.ReadAllText(file), report.Seal) != report.Seal) yield return "The seal does not fit: the report was changed after the run.";
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var traces = new List<string>();
        foreach (var (name, hash) in report.Evidence)
        {
            var evidence = Path.Combine(folder, Path.GetFileName(name));
            if (!File.Exists(evidence)) yield return $"{name} is missing.";
            else if (ReportMaker.Hash(evidence) != hash) yield return $"{name} was changed after the run.";
            else if (name.EndsWith(".jsonl", StringComparison.Ordinal)) traces.Add(evidence);
        }
        var rejudged = traces.SelectMany(trace => TraceReplay.Run(TraceReader.Read(trace))).GroupBy(one => one.Now.Id)
            .ToDictionary(one => one.Key, one => one.Select(judged => judged.Now).ToList());
        foreach (var one in report.Cases)
        {
            // What could not begin stands in no trace. Of a case that was run more than once the report has the worst, of one that was run again after an interruption the last.
            if (one.Detail.Steps.Count == 0 || !rejudged.TryGetValue(one.Id, out var judged)) continue;
            var now = judged.FirstOrDefault(again => again.Verdict == one.Verdict) ?? judged[^1];
            if (now.Verdict != one.Verdict)
                yield return $"{one.Id} is {one.Verdict.Text()} in the report; its trace says {now.Verdict.Text()}.";
        }
    }
}
