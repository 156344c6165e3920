using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Replay;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>Several identical stations share the cases of a run out, under virtual time.</summary>
public sealed class ParallelTests
{
    private static readonly string[] Ids =
        ["TC_010_CS", "TC_011_1_CS", "TC_012_CS", "TC_013_CS", "TC_017_1_CS", "TC_019_CS", "TC_021_CS", "TC_026_CS", "TC_040_1_CS", "TC_062_CS"];

    [Fact]
    public void Each_case_is_run_once_and_its_trace_says_by_which_station()
    {
        var (results, traces, took) = Run(stations: 3);
        Assert.Equal(Ids.Order(), results.Select(result => result.Id).Order());
        Assert.All(results, result => Assert.True(result.Verdict == Verdict.Pass, $"{result.Id} at {result.Step}: {result.Expected}; {result.Found}"));
        for (var station = 0; station < traces.Count; station++)
        {
            var judged = TraceReplay.Run(traces[station]);
            Assert.NotEmpty(judged);
            Assert.All(judged, one => Assert.Equal(("pass", Verdict.Pass), (one.Recorded, one.Now.Verdict)));
            Assert.Equal(judged.Select(one => one.Now.Id).Order(), results.Where(result => result.Trace == $"trace-0{station + 1}.jsonl").Select(result => result.Id).Order());
        }
        var (_, _, alone) = Run(stations: 1);
        Assert.InRange(took, TimeSpan.Zero, alone * 0.7);
    }

    private static (IReadOnlyList<CaseResult> Results, IReadOnlyList<IReadOnlyList<TraceLine>> Traces, TimeSpan Took) Run(int stations)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var plan = RunPlan.Make(Side.Station, Revision.R2025_11, PicsReader.Read("full"), connected: 0, Ids, [], StationCases.Ids);
        var facts = PicsFacts.Of(PicsReader.Read("full"), 0);
        var writers = Enumerable.Range(0, stations).Select(_ => new StringWriter()).ToList();
        var results = LabLoop.Run(
            async () =>
            {
                var benches = new List<StationBench>();
                foreach (var writer in writers)
                {
                    var trace = new RunTrace(time, writer) { Name = $"trace-0{benches.Count + 1}.jsonl" };
                    trace.Begin(Side.Station, Revision.R2025_11, StationTrial.Settings, facts, 0);
                    var hands = new Deferred();
                    var bench = new StationBench(time, trace, StationTrial.Settings, facts, hands);
                    var model = new ModelStation(time, bench, new ModelOptions(), Lie.None);
                    hands.Behind = model;
                    benches.Add(bench);
                    model.Start();
                }
                return await StationSession.RunAsync(benches, plan, repeat: 1, new Dictionary<string, CaseResult>(), () => new Progress(TextWriter.Null, time, live: false));
            },
            time);
        return (results, [.. writers.Select(writer => TraceReader.Parse(writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)))], TimeSpan.FromTicks(time.GetTimestamp()));
    }
}
