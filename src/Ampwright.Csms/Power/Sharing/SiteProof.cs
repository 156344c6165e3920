using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>
/// What all stations of a site could draw now at worst, at each node and on each phase, held against the limits: those that can be told at what they may
/// hold, those that cannot at what they hold until it runs out, then at their fall-back.
/// </summary>
internal sealed record SiteProof(IReadOnlyList<NodeProof> Nodes, BuildingDraw? Building, bool BuildingIsFresh)
{
    public bool Holds => Nodes.All(node => node.Holds);

    public static SiteProof Of(PowerPlan plan, SiteFacts facts, IReadOnlyList<ConnectorShare> connectors)
    {
        var limits = plan.LimitsAt(facts.Now, TimeSpan.Zero);
        var draw = plan.Building?.Counts(facts.Building, facts.Now, withReserve: false);
        var worst = new int[limits.Count * Room.Rows];
        foreach (var connector in connectors)
        {
            for (var node = Math.Clamp(connector.Plan.Node, 0, limits.Count - 1); node >= 0; node = limits[node].Parent)
            {
                for (var row = 0; row < Room.Rows; row++) worst[(node * Room.Rows) + row] += connector.Worst * Room.WeightOf(connector.Plan.Wiring, row);
            }
        }
        if (draw is { } building)
        {
            worst[0] += building.L1;
            worst[1] += building.L2;
            worst[2] += building.L3;
            worst[3] += building.L1 + building.L2 + building.L3;
        }
        return new SiteProof(
            [.. limits.Select((limit, node) => new NodeProof(plan.Nodes[node].Name, plan.Nodes[node].Holding(facts.Now, plan.Zone)?.Name, limit, worst[(node * Room.Rows)..((node + 1) * Room.Rows)]))],
            draw, plan.Building?.IsFresh(facts.Building, facts.Now) ?? true);
    }
}

/// <param name="Name">The node's.</param>
/// <param name="Schedule">The schedule that holds there; null: none does.</param>
/// <param name="Limit">Its limit now.</param>
/// <param name="Worst">On L1, L2, L3 and over all, in tenths of an ampere; at the site with what the building draws.</param>
internal sealed record NodeProof(string Name, string? Schedule, SupplyNode Limit, IReadOnlyList<int> Worst)
{
    public bool Holds => Enumerable.Range(0, Room.Rows).All(row => Worst[row] <= Limit.Row(row));
}
