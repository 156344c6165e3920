using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Ampwright.Csms.Api;
using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;

namespace Ampwright.Csms.Power;

internal sealed record SharedPowerView(
    DateTimeOffset At, IReadOnlyList<ConnectorPowerView> Connectors,
    [property: Description("Give it as 'after' for the next page; null on the last")] string? Next)
{
    public static SharedPowerView Of(PowerPlan plan, SiteFacts facts, IReadOnlyList<ConnectorShare> connectors, ConnectorKey after, int limit)
    {
        var page = connectors.Where(connector => ConnectorKey.Of(connector) > after).Take(limit + 1).ToList();
        return new SharedPowerView(facts.Now, [.. page.Take(limit).Select(connector => ConnectorPowerView.Of(plan, connector))], page.Count > limit ? ConnectorKey.Of(page[limit - 1]).ToString() : null);
    }
}

/// <summary>A connector's place in the list: by station and number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConnectorKey(long Station, int Connector)
{
    public static ConnectorKey Of(ConnectorShare connector) => new(connector.Station.StationId, connector.Facts.ConnectorId);

    public static ConnectorKey Read(FieldErrors errors, string? text)
    {
        if (text is null) return default;
        if (text.Split('-') is [var station, var connector] && long.TryParse(station, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && int.TryParse(connector, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new ConnectorKey(id, number);
        errors.Add("after", "Give the 'next' of the page before.");
        return default;
    }

    public static bool operator >(ConnectorKey one, ConnectorKey other) => one.Station > other.Station || (one.Station == other.Station && one.Connector > other.Connector);

    public static bool operator <(ConnectorKey one, ConnectorKey other) => other > one;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Station}-{Connector}");
}

internal sealed record ConnectorPowerView
{
    public required string Station { get; init; }
    public required int ConnectorId { get; init; }

    [Description("The running transaction; null: none")]
    public int? Transaction { get; init; }

    [Description("What it goes by, as far as its station said, in A per phase; without a transaction its fall-back")]
    public required decimal MayDraw { get; init; }

    [Description("The most it may hold, whatever becomes of its connection, in A per phase: so much counts")]
    public required decimal AtWorst { get; init; }

    [Description("What it is to have, in A per phase; null without a transaction, and while it cannot be told")]
    public decimal? Allotted { get; init; }

    [Description("Held, Enough, Shared, Waits or TooLittle")]
    public required string Reason { get; init; }

    [Description("The reason in words")]
    public required string Why { get; init; }

    [Description("The node that has no more for it; null: none is short")]
    public string? ShortAt { get; init; }

    [Description("What its station said that it holds as its fall-back, in A per phase; null: nothing, so all it can draw counts")]
    public decimal? Fallback { get; init; }

    [Description("When its station returns to the fall-back if it cannot be told any more")]
    public DateTimeOffset? Until { get; init; }

    [Description("Since when it has had something without a break")]
    public DateTimeOffset? ServedSince { get; init; }

    [Description("The node of the plan that it hangs on")]
    public required string Node { get; init; }

    [Description("False: its station cannot be told anything now, as 'why' says, and keeps what it has")]
    public required bool CanBeTold { get; init; }

    [Description("How much of 'atWorst' counts on each phase of the site, in A")]
    public required PhasesView AtWorstOnPhases { get; init; }

    [Description("What it can draw when nobody limits it, in A per phase")]
    public required decimal Most { get; init; }

    [Description("The most that its last meter values told on a phase, in A; null: nothing was measured in this transaction")]
    public decimal? Measured { get; init; }

    public DateTimeOffset? MeasuredAt { get; init; }

    [Description("Of its driver, as the plan says; 0: as everybody")]
    public required int Priority { get; init; }

    [Description("What the transaction has received, in Wh; null without one")]
    public long? ReceivedWh { get; init; }

    [Description("What it is to have received when its car departs, in Wh; null: nothing was promised")]
    public long? GoalWh { get; init; }

    public DateTimeOffset? DepartsAt { get; init; }

    public static ConnectorPowerView Of(PowerPlan plan, ConnectorShare connector) => new()
    {
        Station = connector.Station.Identity,
        ConnectorId = connector.Facts.ConnectorId,
        Transaction = connector.Facts.Transaction,
        MayDraw = Amperes.ToAmperes(connector.Present),
        AtWorst = Amperes.ToAmperes(connector.Worst),
        Allotted = connector.Charges && connector.Allotted.Reason != AllotmentReason.Held ? Amperes.ToAmperes(connector.Allotted.Current) : null,
        Reason = connector.Allotted.Reason.ToString(),
        Why = Words(plan, connector),
        ShortAt = ShortAtOf(plan, connector),
        Fallback = connector.Fallback.Held is { } held ? Amperes.ToAmperes(held.Limit) : null,
        Until = connector.Transaction.Held?.Until,
        ServedSince = connector.ServedSince,
        Node = plan.Nodes[Math.Clamp(connector.Plan.Node, 0, plan.Nodes.Count - 1)].Name,
        CanBeTold = connector.CanBeTold,
        AtWorstOnPhases = PhasesView.Of(row => connector.Worst * Room.WeightOf(connector.Plan.Wiring, row)),
        Most = Amperes.ToAmperes(connector.Plan.Most),
        Measured = connector.Facts.Drawn is { } drawn ? Amperes.ToAmperes(drawn) : null,
        MeasuredAt = connector.Facts.Drawn is null ? null : connector.Facts.DrawnAt,
        Priority = connector.Facts.Priority,
        ReceivedWh = connector.Charges ? connector.Facts.Received : null,
        GoalWh = connector.Facts.Goal,
        DepartsAt = connector.Facts.DepartsAt,
    };

    private static string? ShortAtOf(PowerPlan plan, ConnectorShare connector) =>
        connector.Allotted.Node < 0 ? null : connector.Allotted.Node < plan.Nodes.Count ? plan.Nodes[connector.Allotted.Node].Name : connector.Station.Identity;

    private static string Words(PowerPlan plan, ConnectorShare connector)
    {
        if (connector.Station.Unreachable is { } away)
            return $"Nothing can be decided about it: {away}. {(connector.Fallback.Held is null ? "All it can draw is counted." : "It holds what it holds until that runs out, then its fall-back.")}";
        if (connector.Station.Foreign is { } foreign) return $"Nothing can be decided about it: {foreign}. All it can draw is counted.";
        if (!connector.Charges) return connector.Fallback.Held is null ? "No car charges. It has not said yet that it holds a fall-back: all it can draw is counted." : "No car charges. Its fall-back is kept free.";
        var trouble = connector.Transaction.Trouble is { } why ? $" Its station was asked in vain: {why}." : "";
        return connector.Allotted.Reason switch
        {
            AllotmentReason.Held => $"Nothing can be decided about it while it is not known what it holds: the worst is counted.{trouble}",
            AllotmentReason.Enough => $"It has all it can use.{trouble}",
            AllotmentReason.Shared => $"It shares what '{ShortAtOf(plan, connector) ?? plan.Nodes[0].Name}' has with others.{trouble}",
            AllotmentReason.Waits => $"It waits for its turn: what '{ShortAtOf(plan, connector) ?? plan.Nodes[0].Name}' has does not reach for one more.{trouble}",
            _ => "It can draw less than what a car charges with.",
        };
    }
}

internal sealed record WorstCaseView(
    DateTimeOffset At,
    [property: Description("Whether the worst is within every limit")] bool Holds,
    IReadOnlyList<WorstNodeView> Nodes,
    [property: Description("What counts as the building's draw, in A; null: nobody measures it")] PhasesView? Building,
    [property: Description("False: the newest reading is too old, and what the plan assumes counts")] bool BuildingIsFresh)
{
    public static WorstCaseView Of(SiteFacts facts, SiteProof proof) => new(
        facts.Now, proof.Holds, [.. proof.Nodes.Select(WorstNodeView.Of)],
        proof.Building is { } building ? new PhasesView(Amperes.ToAmperes(building.L1), Amperes.ToAmperes(building.L2), Amperes.ToAmperes(building.L3)) : null, proof.BuildingIsFresh);
}

/// <summary>Currents on each phase, in A.</summary>
internal sealed record PhasesView(decimal L1, decimal L2, decimal L3)
{
    /// <param name="tenths">Of a phase, by its place from 0, in tenths of an ampere.</param>
    public static PhasesView Of(Func<int, int> tenths) => new(Amperes.ToAmperes(tenths(0)), Amperes.ToAmperes(tenths(1)), Amperes.ToAmperes(tenths(2)));
}

internal sealed record WorstNodeView(
    string Name,
    [property: Description("The schedule that holds; null: none does")] string? Schedule,
    bool Holds,
    [property: Description("L1, L2, L3, and Sum over all phases")] IReadOnlyList<WorstRowView> Rows)
{
    private static readonly string[] Names = ["L1", "L2", "L3", "Sum"];

    public static WorstNodeView Of(NodeProof node) => new(node.Name, node.Schedule, node.Holds, [.. Names.Select((name, row) => new WorstRowView(
        name, node.Limit.Row(row) >= SupplyNode.Unlimited ? null : Amperes.ToAmperes(node.Limit.Row(row)), Amperes.ToAmperes(node.Worst[row])))]);
}

internal sealed record WorstRowView(
    string Row,
    [property: Description("In A; null: none")] decimal? Limit,
    [property: Description("In A; at the site with what the building draws")] decimal Worst);
