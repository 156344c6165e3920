namespace Ampwright.Csms.Power.Allotment;

/// <summary>
/// Shares power among connectors: a pure function, in whole tenths of an ampere. No node is loaded above its limit on any phase, unless those
/// that cannot be told anything are by themselves; nobody gets more than 0 and less than a car charges with.
/// <code>
///   1 what is fixed is taken off     2 fall-backs, to which a station may return by itself
///   3 what was promised for a departure: the least, then what it needs, the earliest departure first
///   4 the least for each, in the order of their turns; who finds no room waits     5 the rest, as the policy says
///   6 cars that draw nothing: the least, of what nobody else can use
/// </code>
/// </summary>
internal static class Allotter
{
    public static IReadOnlyList<Allotted> Allot(AllotmentRequest request)
    {
        var demands = request.Demands;
        var room = new Room(request.Nodes);
        var allotted = new Allotted[demands.Count];
        var taken = new int[demands.Count];
        var open = new List<int>(demands.Count);

        // 1
        for (var at = 0; at < demands.Count; at++)
        {
            var demand = demands[at];
            if (demand.IsFixed)
            {
                room.Take(demand, demand.Held);
                allotted[at] = new Allotted(demand.Held, AllotmentReason.Held);
            }
            else if (demand.Most < demand.Least)
            {
                // It is told to pause; its fall-back is where it may return to all the same.
                room.Take(demand, demand.Held);
                allotted[at] = new Allotted(0, AllotmentReason.TooLittle);
            }
            else open.Add(at);
        }
        var order = TurnOrder.Of(request, open);

        // 2
        foreach (var at in order)
        {
            var held = demands[at].Held;
            if (held == 0 || room.For(demands[at]).Current < held) continue;
            room.Take(demands[at], held);
            taken[at] = held;
            if (held >= demands[at].Least) allotted[at] = new Allotted(held, AllotmentReason.Shared);
        }

        // 3
        foreach (var at in order.Where(at => demands[at].Needed > 0).OrderBy(at => demands[at].DepartsAt ?? DateTimeOffset.MaxValue))
            Raise(at, Math.Clamp(demands[at].Needed, demands[at].Least, demands[at].Most));

        var drawing = order.FindAll(at => !demands[at].DrawsNothing);
        if (request.Policy == SharingPolicy.FirstCome)
        {
            foreach (var at in drawing) Raise(at, demands[at].Most);
        }
        else
        {
            // 4
            foreach (var at in drawing) Raise(at, demands[at].Least);
            // 5
            var served = drawing.Where(at => allotted[at].Current > 0);
            foreach (var equals in request.Policy == SharingPolicy.Priority ? served.GroupBy(at => demands[at].Priority).OrderByDescending(group => group.Key) : served.GroupBy(_ => 0))
                EvenFilling.Fill(room, demands, allotted, [.. equals]);
        }
        // 6
        foreach (var at in order.Where(at => demands[at].DrawsNothing)) Raise(at, demands[at].Least);
        foreach (var at in order) allotted[at] = allotted[at] with { Reason = WhyOf(at) };
        return allotted;

        // As far towards the goal as there is room; from nothing only if there is room for the least.
        void Raise(int at, int goal)
        {
            var (demand, present) = (demands[at], allotted[at].Current);
            if (goal <= present) return;
            var had = Math.Max(taken[at], present);
            var (more, node) = room.For(demand);
            var raised = Math.Min(goal, had + more);
            if (raised < goal) allotted[at] = allotted[at] with { Node = node };
            if (raised < demand.Least || raised <= present) return;
            room.Take(demand, raised - had);
            allotted[at] = new Allotted(raised, AllotmentReason.Shared, raised < goal ? node : -1);
        }

        AllotmentReason WhyOf(int at) => allotted[at].Current switch
        {
            0 => AllotmentReason.Waits,
            var current when current >= demands[at].Most || demands[at].DrawsNothing => AllotmentReason.Enough,
            _ => AllotmentReason.Shared,
        };
    }
}
