using System.Diagnostics;
using Ampwright.Bench.Load;
using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;

namespace Ampwright.Bench.Power;

/// <summary>One site of 2,000 connectors, all with a car: the allotment alone, and a whole round of the sharing with the worst case of all.</summary>
internal static class AllotmentCost
{
    private const int Connectors = 2_000;
    private const int Rounds = 50;

    // What the community's operators are promised: docs/power.md.
    private const double Bar = 50;
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Row> Measure()
    {
        foreach (var policy in Enum.GetValues<SharingPolicy>())
            yield return new Row($"2,000 connectors allotted, {policy}", Median(_ => Allotter.Allot(Request(policy))), " ms", Bar, AtLeast: false, $"median of {Rounds}");
        var (share, plan) = (new SiteShare(), Plan());
        yield return new Row("2,000 connectors, a whole round", Median(round => share.Look(plan, Facts(Noon.AddSeconds(round)))), " ms", Bar, AtLeast: false, "limits, allotment, orders");
    }

    private static double Median(Action<int> work)
    {
        for (var round = 0; round < Rounds; round++) work(round);
        var took = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            work(Rounds + round);
            took.Add(watch.Elapsed.TotalMilliseconds);
        }
        return took.Order().ElementAt(Rounds / 2);
    }

    private static AllotmentRequest Request(SharingPolicy policy)
    {
        var random = new Random(1);
        return new AllotmentRequest
        {
            Nodes = [Node(-1, Connectors * 50), .. Enumerable.Range(0, Connectors / 50).Select(feeder => Node(0, 2500 + (feeder * 40)))],
            Policy = policy,
            Now = Noon,
            Demands =
            [
                .. Enumerable.Range(0, Connectors).Select(at => new Demand
                {
                    Node = 1 + (at / 50),
                    Wiring = random.Next(3) > 0 ? Wiring.ThreePhases : new Wiring(1 << random.Next(3), 1),
                    Most = random.Next(60, 321),
                    Priority = random.Next(3),
                    WaitingSince = Noon.AddSeconds(-random.Next(7_200)),
                    ServedSince = random.Next(2) == 0 ? Noon.AddSeconds(-random.Next(1_800)) : null,
                }),
            ],
        };
    }

    private static SupplyNode Node(int parent, int each) => new() { Parent = parent, L1 = each, L2 = each, L3 = each };

    private static PowerPlan Plan() => new()
    {
        Nodes = [new PlanNode { Name = "Site", Limit = new PlanLimit(Connectors * 50, null) }, .. Enumerable.Range(0, 40).Select(feeder => new PlanNode { Name = $"Feeder {feeder}", Parent = 0, Limit = new PlanLimit(2500 + (feeder * 40), null) })],
        Connectors = [.. Enumerable.Range(0, Connectors).Select(at => new PlanConnector { Station = $"S{at}", Node = 1 + (at / 50) })],
    };

    private static SiteFacts Facts(DateTimeOffset now) => new()
    {
        Now = now,
        Stations =
        [
            .. Enumerable.Range(0, Connectors).Select(at => new StationFacts
            {
                StationId = at,
                Identity = $"S{at}",
                Connectors = [new ConnectorFacts { ConnectorId = 1, Transaction = at + 1, StartedAt = Noon.AddSeconds(-at) }],
            }),
        ],
    };
}
