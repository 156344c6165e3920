using System.Text.RegularExpressions;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Replay;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Cases;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Replay;

public sealed class ReplayTests
{
    public static TheoryData<string> Ids => [.. StationCases.Ids.Concat(CsmsCases.Ids).Order()];

    public static TheoryData<string> StationLiars => [.. StationLies.All.Select(liar => $"{liar.Id} {liar.Lie.Name}")];

    public static TheoryData<string> CsmsLiars => [.. CsmsLies.All.Select(liar => $"{liar.Id} {liar.Lie.Name}")];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_trace_is_judged_again_to_the_same_verdict(string id)
    {
        // On another computer, which has no firmware images.
        var trace = Trace(id, Lie.None).Replace($"{Path.GetDirectoryName(StationTrial.Settings.GoodFirmware)}/", "/not/here/", StringComparison.Ordinal);
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

    [Theory]
    [MemberData(nameof(StationLiars))]
    public void A_trace_of_a_station_with_a_fault_fails_again_at_the_same_step(string liar)
    {
        var (id, lie, step) = StationLies.All.Single(one => $"{one.Id} {one.Lie.Name}" == liar);
        var (recorded, now) = Assert.Single(Replayed(Trace(id, lie)));
        Assert.Equal(("fail", Verdict.Fail), (recorded, now.Verdict));
        Assert.Contains(step, now.Step);
    }

    [Fact]
    public void A_run_that_raised_the_station_from_no_security_is_judged_again_the_same_way()
    {
        var trace = new StringWriter();
        string[] ids = ["TC_003_CS", "TC_073_CS", "TC_085_CS", "TC_083_CS", "TC_084_CS"];
        var results = StationTrial.RunSession(ids, trace);
        Assert.Equal(ids.Order(), results.Select(result => result.Id).Order());
        Assert.All(results, result => Assert.True(result.Verdict == Verdict.Pass, $"{result.Id} at {result.Step}: {result.Found}"));
        Assert.All(Replayed(trace.ToString()), one => Assert.True((one.Recorded, one.Now.Verdict) == ("pass", Verdict.Pass), $"{one.Now.Id} at {one.Now.Step}: {one.Now.Found}"));
    }

    [Theory]
    [MemberData(nameof(CsmsLiars))]
    public void A_trace_of_a_CSMS_with_a_fault_fails_again_at_the_same_step(string liar)
    {
        var (id, lie, step) = CsmsLies.All.Single(one => $"{one.Id} {one.Lie.Name}" == liar);
        var (recorded, now) = Assert.Single(Replayed(Trace(id, lie)));
        Assert.Equal(("fail", Verdict.Fail), (recorded, now.Verdict));
        Assert.Contains(step, string.Join(' ', now.Steps.TakeLast(2).Select(one => one.Text)));
    }

    [Fact]
    public void A_trace_of_the_older_revision_is_judged_by_the_older_revision()
    {
        // In it the operator cancels a reservation that there never was.
        var trace = new StringWriter();
        CsmsTrial.Run("TC_052_CSMS", revision: Revision.R2024_04, trace: trace);
        Assert.Equal(Verdict.Pass, Assert.Single(Replayed(trace.ToString())).Now.Verdict);
        Assert.NotEqual(Verdict.Pass, Assert.Single(Replayed(trace.ToString().Replace("2024-04", "2025-11"))).Now.Verdict);
    }

    [Fact]
    public void What_a_CSMS_did_not_show_and_a_record_says_that_it_did_changes_the_verdict()
    {
        var trace = Trace("TC_024_CSMS", Lie.Behaves("stores-nothing"));
        Assert.Equal(Verdict.Fail, Assert.Single(Replayed(trace)).Now.Verdict);
        Assert.Equal(Verdict.Pass, Assert.Single(Replayed(trace.Replace("\"shown\":false", "\"shown\":true"))).Now.Verdict);
    }

    [Fact]
    public void A_frame_that_was_changed_in_the_trace_changes_the_verdict()
    {
        var trace = Trace("TC_012_CS", Lie.None).Replace("\\\"reason\\\":\\\"Remote\\\"", "\\\"reason\\\":\\\"Local\\\"");
        Assert.Equal(Verdict.Fail, Assert.Single(Replayed(trace)).Now.Verdict);
    }

    [Fact]
    public async Task Virtual_time_is_reached_to_the_tick()
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        var reached = LabLoop.Run(
            async () =>
            {
                await time.ReachAsync(TimeSpan.FromTicks(12_345));
                return time.GetTimestamp();
            },
            time);
        Assert.Equal(12_345, reached);
        await time.ReachAsync(TimeSpan.FromTicks(12_345));
    }

    [Fact]
    public void An_answer_that_came_within_the_same_instant_as_its_CALL_is_not_there_before_it()
    {
        // The whole case at one instant, as a quick station's is nearly, and without the steps that hold the rest back.
        var lines = Trace("TC_021_CS", Lie.None).Split('\n').Where(line => !line.Contains("\"what\":\"step\"", StringComparison.Ordinal));
        var trace = Regex.Replace(string.Join('\n', lines), "\"ms\":2\\d{4}(\\.\\d+)?", "\"ms\":20000", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.Equal(Verdict.Pass, Assert.Single(Replayed(trace)).Now.Verdict);
    }

    private static string Trace(string id, Lie lie)
    {
        var trace = new StringWriter();
        if (StationCases.Ids.Contains(id)) StationTrial.Run(id, lie, trace: trace);
        else CsmsTrial.Run(id, lie, trace: trace);
        return trace.ToString();
    }

    private static IReadOnlyList<(string Recorded, CaseResult Now)> Replayed(string trace)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, trace);
            return TraceReplay.Run(TraceReader.Read(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
