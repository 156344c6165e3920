using System.Text.Json;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Reports;

/// <summary>What an interrupted run has found so far, from its traces.</summary>
internal static class Earlier
{
    /// <summary>The cases that passed; whatever else happened is run again.</summary>
    public static IReadOnlyDictionary<string, CaseResult> Read(string folder)
    {
        var passed = new Dictionary<string, CaseResult>();
        var began = new Dictionary<string, double>();
        foreach (var line in TraceFiles.All(folder).SelectMany(File.ReadLines))
        {
            if (!line.Contains("\"what\":\"case\"") && !line.Contains("\"what\":\"verdict\"")) continue;
            JsonElement record;
            try
            {
                using var document = JsonDocument.Parse(line);
                record = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                // The line in hand when the run was broken off.
                continue;
            }
            var id = record.GetProperty("id").GetString()!;
            var at = record.GetProperty("ms").GetDouble();
            if (record.GetProperty("what").GetString() == "case") began[id] = at;
            else if (record.GetProperty("verdict").GetString() != "pass") passed.Remove(id);
            else passed[id] = new CaseResult { Id = id, Verdict = Verdict.Pass, Took = TimeSpan.FromMilliseconds(at - began.GetValueOrDefault(id, at)) };
        }
        return passed;
    }
}
