using System.Text.Json;
using Ampwright.Lab.Conformance;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Cases;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Conformance;

/// <summary>What the lab says itself keeps to the table by which it judges.</summary>
public sealed class OwnFramesTests
{
    public static TheoryData<string> Ids => [.. StationCases.Ids.Concat(CsmsCases.Ids).Order()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_frame_of_the_lab_in_a_case_keeps_to_the_rules_that_it_holds_systems_to(string id)
    {
        var trace = new StringWriter();
        if (id.EndsWith("_CS", StringComparison.Ordinal)) StationTrial.Run(id, trace: trace);
        else CsmsTrial.Run(id, trace: trace);
        var calls = new Dictionary<string, string>();
        var judged = 0;
        foreach (var line in trace.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => new TraceLine(JsonElement.Parse(text))).Where(line => line.What == "frame"))
        {
            var frame = JsonElement.Parse(line.Text("text"));
            var (kind, message) = (frame[0].GetInt32(), frame[1].GetString()!);
            var own = line.Text("from") == "lab";
            if (kind == 2) calls[$"{own} {message}"] = frame[2].GetString()!;
            if (!own || kind == 4) continue;
            var (name, payload) = kind == 2 ? ($"{frame[2].GetString()}.req", frame[3]) : ($"{calls[$"False {message}"]}.conf", frame[2]);
            Assert.Empty(MessageRules.Standard.Check(name, payload).Select(breach => $"{line.Text("text")}: {breach.What}"));
            judged++;
        }
        Assert.True(judged > 0 || id is "TC_088_CSMS", "the lab said nothing");
    }
}
