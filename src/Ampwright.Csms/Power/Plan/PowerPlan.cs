using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Power.Plan;

/// <summary>How the power of a site is limited and shared. Currents are in tenths of an ampere on each phase.</summary>
internal sealed record PowerPlan
{
    /// <summary>The site first, then each behind its parent.</summary>
    public required IReadOnlyList<PlanNode> Nodes { get; init; }
    public SharingPolicy Policy { get; init; }

    /// <summary>Between phase and neutral, in V: what kW and A are converted by.</summary>
    public decimal Voltage { get; init; } = 230;

    /// <summary>How long a turn lasts where 6 A each does not reach.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a station keeps what it was given once it is not told any more; then it returns to its fall-back.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What stations may draw by themselves, each connector, unless said otherwise for one.</summary>
    public int Fallback { get; init; }

    /// <summary>Null: nobody measures what the building draws.</summary>
    public BuildingPlan? Building { get; init; }

    public IReadOnlyList<PlanConnector> Connectors { get; init; } = [];

    public IReadOnlyList<PlanPriority> Priorities { get; init; } = [];

    /// <summary>The zone in which schedules are told.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    private static readonly PlanConnector Usual = new() { Station = "" };
    private ILookup<string, PlanConnector>? _byStation;

    /// <summary>What is said of a connector: by itself, of its station, or nothing.</summary>
    public PlanConnector Of(string station, int connectorId)
    {
        _byStation ??= Connectors.ToLookup(said => said.Station, StringComparer.OrdinalIgnoreCase);
        PlanConnector? whole = null;
        foreach (var said in _byStation[station])
        {
            if (said.ConnectorId == connectorId) return said;
            if (said.ConnectorId is null) whole = said;
        }
        return whole ?? Usual;
    }

    /// <summary>What a connector is to hold as its fall-back: nothing where a car could not charge with it.</summary>
    public int FallbackOf(PlanConnector connector) => (connector.Fallback ?? Fallback) is var wanted && wanted >= connector.Least ? Math.Min(wanted, connector.Most) : 0;

    /// <summary>The limits at an instant, whatever the building draws.</summary>
    /// <param name="now">When.</param>
    /// <param name="ahead">What holds at any time until then after it counts as well.</param>
    public IReadOnlyList<SupplyNode> LimitsAt(DateTimeOffset now, TimeSpan ahead) => [.. Nodes.Select(node => node.LimitAt(now, ahead, this))];

    /// <summary>The next instant at which a limit falls; null: none does within a week.</summary>
    public DateTimeOffset? NextFall(DateTimeOffset now) => Nodes.Select(node => node.NextFall(now, this)).Min();

    /// <summary>The next instant at which a schedule begins or ends; null: none does.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now) => Nodes.SelectMany(node => node.Schedules).Select(schedule => schedule.Windows.NextChange(now, Zone)).Min();
}

/// <summary>That a driver, or the drivers of a group, come before or after others.</summary>
internal sealed record PlanPriority(long? Driver, long? Group, int Priority);
