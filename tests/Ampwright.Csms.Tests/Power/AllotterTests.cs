using System.Diagnostics;
using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Power;

/// <summary>The pure function: by hand, and by what holds of every allotment.</summary>
[Once]
public sealed class AllotterTests
{
    private const int Cases = 4_000;

    [Fact]
    public void No_node_is_loaded_above_its_limit_on_any_phase_but_by_what_cannot_be_told_anything()
    {
        var binding = 0;
        Each(request =>
        {
            var allotted = Allotter.Allot(request);
            for (var node = 0; node < request.Nodes.Count; node++)
            {
                for (var row = 0; row < 4; row++)
                {
                    var limit = request.Nodes[node].Row(row);
                    var unasked = RandomSupply.Load(request, at => allotted[at].Reason == AllotmentReason.Held ? request.Demands[at].Held : 0, node, row);
                    var load = RandomSupply.Load(request, at => allotted[at].Current, node, row);
                    Assert.True(load <= Math.Max(limit, unasked), $"node {node} row {row}: {load} of {limit}");
                    if (load > 0 && load >= limit - 3) binding++;
                    // And a station that returns to its fall-back by itself is within the limit as well, wherever all fall-backs are.
                    if (RandomSupply.Load(request, at => request.Demands[at].Held, node, row) <= limit && Fits(request))
                        Assert.True(RandomSupply.Load(request, at => Math.Max(allotted[at].Current, request.Demands[at].Held), node, row) <= limit, $"node {node} row {row}: fall-backs");
                }
            }
        });
        Assert.True(binding > Cases / 2, $"{binding}: the limits hardly counted.");
    }

    [Fact]
    public void Nobody_gets_more_than_nothing_and_less_than_a_car_charges_with_nor_more_than_it_can_use()
    {
        Each(request =>
        {
            var allotted = Allotter.Allot(request);
            for (var at = 0; at < allotted.Count; at++)
            {
                if (request.Demands[at].IsFixed) continue;
                Assert.True(allotted[at].Current == 0 || (allotted[at].Current >= request.Demands[at].Least && allotted[at].Current <= request.Demands[at].Most), $"{allotted[at]} of {request.Demands[at]}");
            }
        });
    }

    [Fact]
    public void Nothing_is_left_that_somebody_who_charges_could_use()
    {
        Each(request =>
        {
            var allotted = Allotter.Allot(request);
            for (var at = 0; at < allotted.Count; at++)
            {
                if (request.Demands[at].IsFixed || request.Demands[at].DrawsNothing || allotted[at].Current == 0 || allotted[at].Current >= request.Demands[at].Most) continue;
                Assert.False(HasRoom(request, allotted, at, 1), $"{at}: {allotted[at]}");
                Assert.True(allotted[at].Node >= 0, $"{at}: {allotted[at]} does not say where it is short");
            }
        });
    }

    [Fact]
    public void A_higher_limit_of_the_site_never_serves_fewer_and_never_gives_less_in_all()
    {
        Each(request =>
        {
            var wider = request with { Nodes = [request.Nodes[0] with { L1 = request.Nodes[0].L1 + 37, L2 = request.Nodes[0].L2 + 37, L3 = request.Nodes[0].L3 + 37 }, .. request.Nodes.Skip(1)] };
            var (before, after) = (Allotter.Allot(request), Allotter.Allot(wider));
            Assert.True(after.Sum(one => one.Current) >= before.Sum(one => one.Current), $"{before.Sum(one => one.Current)} -> {after.Sum(one => one.Current)}");
            if (request.Policy == SharingPolicy.FairShare && request.Demands.All(demand => demand.Needed == 0))
                Assert.All(Enumerable.Range(0, before.Count), at => Assert.True(before[at].Current == 0 || after[at].Current > 0, $"{at} was served and is not any more"));
        }, threePhasesOnly: true, sameLeast: true);
    }

    [Fact]
    public void Where_the_least_does_not_reach_all_everybody_has_his_turns()
    {
        // Ten cars, room for three at 6 A, turns of 15 minutes over a day.
        var nodes = new[] { new SupplyNode { L1 = 200, L2 = 200, L3 = 200 } };
        var now = RandomSupply.Now;
        var demands = Enumerable.Range(0, 10).Select(at => new Demand { Most = 160, ArrivedAt = now.AddSeconds(at), WaitingSince = now.AddSeconds(at) }).ToArray();
        var served = new int[10];
        var pauses = 0;
        for (var minute = 0; minute < 24 * 60; minute++, now = now.AddMinutes(1))
        {
            var allotted = Allotter.Allot(new AllotmentRequest { Nodes = nodes, Demands = demands, Now = now });
            Assert.Equal(3, allotted.Count(one => one.Current >= 60));
            for (var at = 0; at < demands.Length; at++)
            {
                served[at] += allotted[at].Current > 0 ? 1 : 0;
                demands[at] = demands[at] with { Received = served[at] };
                if (allotted[at].Current == 0 && demands[at].ServedSince is not null) pauses++;
                demands[at] = allotted[at].Current > 0
                    ? demands[at] with { ServedSince = demands[at].ServedSince ?? now }
                    : demands[at] with { ServedSince = null, WaitingSince = demands[at].ServedSince is null ? demands[at].WaitingSince : now };
            }
        }
        Assert.True(served.Max() - served.Min() <= 30, string.Join(' ', served));
        // And nobody is switched off and on more often than his turns ask for.
        Assert.True(pauses <= 24 * 4 * 3, $"{pauses}");
    }

    [Fact]
    public void A_car_that_draws_nothing_has_what_nobody_else_can_use()
    {
        var nodes = new[] { new SupplyNode { L1 = 60 } };
        var on = new Wiring(1, 1);
        Demand[] Pair(bool drawsNothing) =>
        [
            new() { Wiring = on, Most = 160, ServedSince = RandomSupply.Now.AddMinutes(-3), DrawsNothing = drawsNothing, WaitingSince = RandomSupply.Now.AddHours(-1) },
            new() { Wiring = on, Most = 160, WaitingSince = RandomSupply.Now.AddMinutes(-2) },
        ];
        Assert.Equal([60, 0], Currents(nodes, Pair(false)));
        Assert.Equal([0, 60], Currents(nodes, Pair(true)));
    }

    [Fact]
    public void One_phase_of_a_car_leaves_the_others_to_others()
    {
        var nodes = new[] { new SupplyNode { L1 = 320, L2 = 320, L3 = 320 } };
        Assert.Equal([320, 320, 320], Currents(nodes, [One(0b001), One(0b010), One(0b100)]));
        Assert.Equal([160, 160, 320], Currents(nodes, [One(0b001), One(0b001), One(0b100)]));
        // Where it is not known which, it counts on each.
        Assert.Equal([160, 160], Currents(nodes, [One(0b111), One(0b111)]));
        // A limit of power counts phases: 22 kW are 960 A/10 over all.
        Assert.Equal([240, 240], Currents([new SupplyNode { Sum = 960 }], [new Demand { Most = 320 }, One(0b001) with { Most = 240 }]));

        static Demand One(int phases) => new() { Wiring = new Wiring(phases, 1), Most = 320 };
    }

    [Fact]
    public void A_full_feeder_leaves_what_is_there_to_the_rest_of_the_site()
    {
        SupplyNode[] nodes = [new() { L1 = 600, L2 = 600, L3 = 600 }, new() { Parent = 0, L1 = 160, L2 = 160, L3 = 160 }];
        Demand[] demands = [new() { Node = 1, Most = 320 }, new() { Node = 1, Most = 320 }, new() { Most = 320 }, new() { Most = 320 }];
        Assert.Equal([80, 80, 220, 220], Currents(nodes, demands));
    }

    [Fact]
    public void First_come_gives_the_first_all_and_priority_the_least_to_all_and_the_rest_to_the_first()
    {
        var nodes = new[] { new SupplyNode { L1 = 400, L2 = 400, L3 = 400 } };
        Demand[] demands =
        [
            new() { Most = 160, ArrivedAt = RandomSupply.Now.AddMinutes(3), Priority = 1 },
            new() { Most = 320, ArrivedAt = RandomSupply.Now.AddMinutes(1) },
            new() { Most = 320, ArrivedAt = RandomSupply.Now.AddMinutes(2), Priority = 2 },
        ];
        Assert.Equal([0, 320, 80], Currents(nodes, demands, SharingPolicy.FirstCome));
        Assert.Equal([60, 60, 280], Currents(nodes, demands, SharingPolicy.Priority));
        Assert.Equal([133, 133, 134], Currents(nodes, demands).Order());
    }

    [Fact]
    public void What_was_promised_for_a_departure_comes_before_any_share()
    {
        var nodes = new[] { new SupplyNode { L1 = 320, L2 = 320, L3 = 320 } };
        Demand[] demands =
        [
            new() { Most = 320, WaitingSince = RandomSupply.Now.AddHours(-3) },
            new() { Most = 320, WaitingSince = RandomSupply.Now.AddHours(-2) },
            new() { Most = 320, WaitingSince = RandomSupply.Now, Needed = 200, DepartsAt = RandomSupply.Now.AddHours(1) },
        ];
        Assert.Equal([60, 60, 200], Currents(nodes, demands));
    }

    [Fact]
    public void Two_thousand_connectors_are_allotted_in_time()
    {
        var request = AllotmentScale.Request(2_000);
        Allotter.Allot(request);
        var watch = Stopwatch.StartNew();
        var allotted = Allotter.Allot(request);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        Assert.True(allotted.Count(one => one.Current > 0) > 500);
    }

    private static int[] Currents(SupplyNode[] nodes, Demand[] demands, SharingPolicy policy = SharingPolicy.FairShare) =>
        [.. Allotter.Allot(new AllotmentRequest { Nodes = nodes, Demands = demands, Policy = policy, Now = RandomSupply.Now }).Select(one => one.Current)];

    /// <summary>Whether all that stations may do by themselves is within every limit.</summary>
    private static bool Fits(AllotmentRequest request) => Enumerable.Range(0, request.Nodes.Count).All(node =>
        Enumerable.Range(0, 4).All(row => RandomSupply.Load(request, at => request.Demands[at].Held, node, row) <= request.Nodes[node].Row(row)));

    private static bool HasRoom(AllotmentRequest request, IReadOnlyList<Allotted> allotted, int at, int more)
    {
        for (var node = request.Demands[at].Node; node >= 0; node = request.Nodes[node].Parent)
        {
            for (var row = 0; row < 4; row++)
            {
                var weight = row == 3 ? request.Demands[at].Wiring.Weight : (request.Demands[at].Wiring.Phases >> row) & 1;
                // Everything counts at least at its fall-back.
                var load = RandomSupply.Load(request, one => Math.Max(allotted[one].Current, request.Demands[one].Held), node, row);
                if (weight > 0 && load + (more * weight) > request.Nodes[node].Row(row)) return false;
            }
        }
        return true;
    }

    private static void Each(Action<AllotmentRequest> holds, bool threePhasesOnly = false, bool sameLeast = false)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var request = RandomSupply.Request(new Random(seed), threePhasesOnly);
            if (sameLeast) request = request with { Demands = [.. request.Demands.Select(demand => demand with { Least = 60, Most = demand.Most < 60 ? 60 : demand.Most, Needed = 0, DrawsNothing = false })] };
            var broken = Record.Exception(() => holds(request));
            Assert.True(broken is null, $"Seed {seed}: {broken?.Message}");
        }
    }
}
