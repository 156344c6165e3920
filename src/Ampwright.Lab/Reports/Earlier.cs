using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Reports;

/// <summary>What an interrupted run has found so far, from its traces.</summary>
/// <param name="Passed">The cases that passed; whatever else happened is run again.</param>
/// <param name="Samples">The performance samples, in order.</param>
/// <param name="Heads">The first line of each trace: what it was made with.</param>
internal sealed record Earlier(IReadOnlyDictionary<string, CaseResult> Passed, IReadOnlyList<(string Name, TimeSpan Took)> Samples, IReadOnlyList<TraceLine> Heads)
{
    public static Earlier Read(string folder)
    {
        var passed = new Dictionary<string, CaseResult>();
        var samples = new List<(string, TimeSpan)>();
        var heads = new List<TraceLine>();
        foreach (var file in TraceFiles.All(folder))
        {
            var lines = TraceReader.ReadWhole(file);
            if (lines is [{ What: "run" } head, ..]) heads.Add(head);
            samples.AddRange(lines.Where(line => line.What == "sample").Select(line => (line.Text("name"), TimeSpan.FromSeconds(line.Number("s")))));
            for (var index = 0; index < lines.Count; index++)
            {
                if (lines[index].What == "case") Take(lines, index, Path.GetFileName(file), passed);
            }
        }
        return new Earlier(passed, samples, heads);
    }

    /// <summary>In what an earlier part was made otherwise; null where in nothing that decides verdicts.</summary>
    /// <param name="connected">The security profile by which the system comes.</param>
    public string? OtherwiseThan(Revision revision, RunSettings settings, int connected)
    {
        var now = JsonSerializer.SerializeToNode(settings, ReportJson.Options);
        foreach (var head in Heads)
        {
            if (head.Text("revision") != revision.Text()) return $"revision {head.Text("revision")}";
            if (head.Number32("connected") != connected) return $"security profile {head.Number32("connected")}";
            if (!JsonNode.DeepEquals(JsonNode.Parse(head.Member("settings").GetRawText()), now)) return "other settings";
        }
        return null;
    }

    /// <summary>The samples count among those of this part.</summary>
    public void Restore(Figures figures)
    {
        foreach (var (name, took) in Samples) figures.Restore(name, took);
    }

    private static void Take(IReadOnlyList<TraceLine> lines, int begin, string file, Dictionary<string, CaseResult> passed)
    {
        var id = lines[begin].Text("id");
        var end = begin + 1;
        while (end < lines.Count && lines[end].What is not ("verdict" or "case")) end++;
        passed.Remove(id);
        if (end == lines.Count || lines[end].Text("verdict") != "pass") return;
        var within = lines.Skip(begin).Take(end - begin).ToList();
        passed[id] = new CaseResult
        {
            Id = id,
            Verdict = Verdict.Pass,
            Began = lines[begin].Since,
            Took = lines[end].Since - lines[begin].Since,
            Trace = file,
            Steps = [.. within.Where(line => line.What == "step").Select(line => new Step(line.Number32("step"), line.Text("text"), line.Since))],
            Remarks = [.. within.Where(line => line.What == "remark").Select(line => line.Text("text"))],
            Readings = Readings(within),
        };
    }

    private static List<Reading>? Readings(IEnumerable<TraceLine> within)
    {
        var readings = within.Where(line => line.What == "reading").Select(line => new Reading(line.Number32("row"), line.Text("taken"))).ToList();
        return readings.Count > 0 ? readings : null;
    }
}
