using System.CommandLine;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>compare</c>: what changed between two runs, or between a seed certificate's printed figures and a run.</summary>
internal static class CompareCommand
{
    public static Command Make()
    {
        var before = new Argument<string>("before") { Description = "report.json of a run, or ampevo or ampup for the figures that the seed certificates print" };
        var after = new Argument<string>("after") { Description = "report.json of another run" };
        var command = new Command("compare", "Shows what changed between two runs.") { before, after };
        command.SetAction(parsed => Verb.Guarded(() =>
        {
            foreach (var line in Lines(parsed.GetValue(before)!, ReportJson.Read(parsed.GetValue(after)!))) Console.WriteLine(line);
            return Verb.Passed;
        }));
        return command;
    }

    public static IEnumerable<string> Lines(string before, RunReport after)
    {
        if (SeedFigures.All.TryGetValue(before, out var seed))
        {
            if (seed.Length != after.Performance.Count) return [$"{before} is a seed of the other side than this run."];
            return after.Performance.Select((line, index) =>
                Line(line.Name, $"{seed[index].Least:0.00} / {seed[index].Greatest:0.00} / {seed[index].Average:0.00}", Text(line)));
        }
        var earlier = ReportJson.Read(before);
        var verdicts = earlier.Cases.ToDictionary(one => one.Id, one => one.Verdict.Text());
        var now = after.Cases.ToDictionary(one => one.Id, one => one.Verdict.Text());
        var changed = verdicts.Keys.Union(now.Keys).Order()
            .Select(id => (Id: id, Was: verdicts.GetValueOrDefault(id, "not run"), Is: now.GetValueOrDefault(id, "not run")))
            .Where(one => one.Was != one.Is).Select(one => $"{one.Id,-13} {one.Was} -> {one.Is}").ToList();
        return
        [
            .. changed.Count > 0 ? changed : ["Every verdict is the same."],
            .. after.Performance.Select(line => Line(line.Name, Text(earlier.Performance.FirstOrDefault(one => one.Name == line.Name)), Text(line))),
        ];
    }

    private static string Line(string name, string before, string after) => $"{name,-66} {before} -> {after} s (least / greatest / average)";

    private static string Text(FigureReport? line) =>
        line?.Figure is { } figure ? $"{figure.Least:0.00} / {figure.Greatest:0.00} / {figure.Average:0.00}" : "no sample";
}
