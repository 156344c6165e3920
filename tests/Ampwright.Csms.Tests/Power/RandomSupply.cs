using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Tests.Power;

/// <summary>Random trees of supply with random connectors on them.</summary>
internal static class RandomSupply
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static AllotmentRequest Request(Random random, bool threePhasesOnly = false)
    {
        var nodes = new List<SupplyNode>();
        for (var node = 0; node <= random.Next(6); node++)
        {
            var limit = random.Next(2) == 0 ? random.Next(0, 1200) : random.Next(0, 300);
            nodes.Add(new SupplyNode
            {
                Parent = node == 0 ? -1 : random.Next(node),
                L1 = limit,
                L2 = threePhasesOnly || random.Next(3) > 0 ? limit : random.Next(0, 1200),
                L3 = threePhasesOnly || random.Next(3) > 0 ? limit : random.Next(0, 1200),
                Sum = random.Next(3) == 0 ? random.Next(0, 2500) : SupplyNode.Unlimited,
            });
        }
        var demands = Enumerable.Range(0, random.Next(1, 25)).Select(_ => Demand(random, nodes.Count, threePhasesOnly)).ToList();
        return new AllotmentRequest { Nodes = nodes, Demands = demands, Policy = (SharingPolicy)random.Next(3), Now = Now };
    }

    private static Demand Demand(Random random, int nodes, bool threePhasesOnly)
    {
        var held = random.Next(6) == 0 ? 60 : 0;
        return new Demand
        {
            Node = random.Next(nodes),
            Wiring = threePhasesOnly ? Wiring.ThreePhases : random.Next(5) switch
            {
                0 => new Wiring(1 << random.Next(3), 1),
                1 => Wiring.SomePhase,
                2 => new Wiring(0b011, 2),
                _ => Wiring.ThreePhases,
            },
            Held = held,
            IsFixed = random.Next(6) == 0,
            Least = random.Next(4) == 0 ? 80 : 60,
            Most = Math.Max(held, random.Next(8) == 0 ? random.Next(60) : random.Next(60, 321)),
            Priority = random.Next(3),
            ArrivedAt = Now.AddMinutes(-random.Next(600)),
            ServedSince = random.Next(2) == 0 ? Now.AddMinutes(-random.Next(40)) : null,
            WaitingSince = Now.AddMinutes(-random.Next(300)),
            DrawsNothing = random.Next(6) == 0,
            Needed = random.Next(5) == 0 ? random.Next(1, 200) : 0,
            DepartsAt = Now.AddMinutes(random.Next(1, 600)),
        };
    }

    /// <summary>What stands on a row of a node, added up by itself.</summary>
    public static int Load(AllotmentRequest request, Func<int, int> current, int node, int row) => Enumerable.Range(0, request.Demands.Count).Sum(at =>
    {
        for (var up = request.Demands[at].Node; up >= 0; up = request.Nodes[up].Parent)
        {
            if (up != node) continue;
            var wiring = request.Demands[at].Wiring;
            return current(at) * (row == 3 ? wiring.Weight : (wiring.Phases >> row) & 1);
        }
        return 0;
    });
}
