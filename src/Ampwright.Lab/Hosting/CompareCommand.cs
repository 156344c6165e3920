using System.CommandLine;
using System.Text.Json;
using Ampwright.Lab.Declaration;
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
        var reasons = after.Cases
            .Select(one => (Now: one, Was: earlier.Cases.FirstOrDefault(was => was.Id == one.Id && was.Verdict == one.Verdict)))
            .Where(one => one.Was is not null && one.Now.Verdict != Verdict.Pass && one.Was.Detail.Found != one.Now.Detail.Found)
            .Select(one => $"{one.Now.Id,-13} {one.Now.Verdict.Text()} for another reason: {one.Was!.Detail.Found} -> {one.Now.Detail.Found}");
        return
        [
            .. Other("lab", earlier.LabVersion, after.LabVersion),
            .. Other("revision", earlier.Revision, after.Revision),
            .. Other("declaration", PicsReader.Write(earlier.Declaration), PicsReader.Write(after.Declaration), shown: false),
            .. Other("settings", JsonSerializer.Serialize(earlier.Settings, ReportJson.Options), JsonSerializer.Serialize(after.Settings, ReportJson.Options), shown: false),
            .. after.Profiles.SelectMany(now => Other(now.Profile, earlier.Profiles.FirstOrDefault(was => was.Profile == now.Profile)?.Result ?? "not tested", now.Result)),
            .. changed.Count > 0 ? changed : ["Every verdict is the same."],
            .. reasons,
            .. after.Performance.Select(line => Line(line.Name, Text(earlier.Performance.FirstOrDefault(one => one.Name == line.Name)), Text(line))),
        ];
    }

    private static IEnumerable<string> Other(string what, string was, string now, bool shown = true) =>
        was == now ? [] : [shown ? $"{what}: {was} -> {now}" : $"{what}: not the same"];

    private static string Line(string name, string before, string after) => $"{name,-66} {before} -> {after} s (least / greatest / average)";

    private static string Text(FigureReport? line) =>
        line?.Figure is { } figure ? $"{figure.Least:0.00} / {figure.Greatest:0.00} / {figure.Average:0.00}" : "no sample";
}
