using Ampwright.Lab.Replay;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Cases;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Replay;

public sealed class ReplayTests
{
    public static TheoryData<string> Ids => [.. StationCases.Ids.Order()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_trace_is_judged_again_to_the_same_verdict(string id)
    {
        var trace = Trace(id, Lie.None);
        var (recorded, now) = Assert.Single(Replayed(trace));
        Assert.True((recorded, now.Verdict) == ("pass", Verdict.Pass), $"{now.Verdict} at {now.Step}: expected {now.Expected}; {now.Found}\n{trace}");
    }

    [Fact]
    public void A_trace_of_a_fault_fails_again_at_the_same_step()
    {
        var (recorded, now) = Assert.Single(Replayed(Trace("TC_012_CS", Lie.Tells("StopTransaction", "reason", "Local"))));
        Assert.Equal(("fail", Verdict.Fail), (recorded, now.Verdict));
        Assert.Contains("reason Remote", now.Step);
    }

    [Fact]
    public void A_frame_that_was_changed_in_the_trace_changes_the_verdict()
    {
        var trace = Trace("TC_012_CS", Lie.None).Replace("\\\"reason\\\":\\\"Remote\\\"", "\\\"reason\\\":\\\"Local\\\"");
        Assert.Equal(Verdict.Fail, Assert.Single(Replayed(trace)).Now.Verdict);
    }

    private static string Trace(string id, Lie lie)
    {
        var trace = new StringWriter();
        StationTrial.Run(id, lie, trace: trace);
        return trace.ToString();
    }

    private static IReadOnlyList<(string Recorded, CaseResult Now)> Replayed(string trace)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, trace);
            return StationReplay.Run(TraceReader.Read(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
