using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Tests.Power;

/// <summary>One large site: feeders of fifty connectors, cars that can use different currents, not enough for all.</summary>
internal static class AllotmentScale
{
    public static AllotmentRequest Request(int connectors)
    {
        var random = new Random(1);
        var nodes = new List<SupplyNode> { new() { L1 = connectors * 50, L2 = connectors * 50, L3 = connectors * 50 } };
        for (var feeder = 0; feeder * 50 < connectors; feeder++) nodes.Add(new SupplyNode { Parent = 0, L1 = 2500 + (feeder * 40), L2 = 2500 + (feeder * 40), L3 = 2500 + (feeder * 40) });
        var demands = Enumerable.Range(0, connectors).Select(at => new Demand
        {
            Node = 1 + (at / 50),
            Wiring = random.Next(3) > 0 ? Wiring.ThreePhases : new Wiring(1 << random.Next(3), 1),
            Most = random.Next(60, 321),
            WaitingSince = RandomSupply.Now.AddSeconds(-random.Next(7200)),
            ServedSince = random.Next(2) == 0 ? RandomSupply.Now.AddSeconds(-random.Next(1800)) : null,
        }).ToList();
        return new AllotmentRequest { Nodes = nodes, Demands = demands, Now = RandomSupply.Now };
    }
}
