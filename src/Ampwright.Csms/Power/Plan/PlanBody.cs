using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Ampwright.Csms.Api;
using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Power.Plan;

/// <summary>How the power of a site is limited and shared, as the API takes and tells it and as it is stored.</summary>
internal sealed record PlanBody
{
    private const int MostNodes = 200;
    private const int MostStations = 5_000;
    private const int MostPriorities = 1_000;
    private static readonly Dictionary<string, SharingPolicy> Policies = Enum.GetValues<SharingPolicy>().ToDictionary(policy => policy.ToString());

    [Description("FairShare, FirstCome or Priority; FairShare when absent")]
    public string? Policy { get; init; }

    [Description("Between phase and neutral, in V: what kW and A are converted by; 230 when absent")]
    public decimal? Voltage { get; init; }

    [Description("How long a turn lasts where 6 A each does not reach, 1 to 240 minutes; 15 when absent")]
    public int? TurnMinutes { get; init; }

    [Description("How long a station keeps what it was given once it cannot be told any more, 2 to 60 minutes; 5 when absent")]
    public int? LeaseMinutes { get; init; }

    [Description("What each connector may draw by itself, when no connection tells it otherwise, in A per phase; 0 when absent: it then charges nobody")]
    public decimal? FallbackAmperes { get; init; }

    [Required, Description("The site first, then feeders and groups, each behind the one it hangs on; 1 to 200")]
    public IReadOnlyList<PlanNodeBody>? Nodes { get; init; }

    [Description("Where the building beside the stations is measured: its draw is taken off the site's limit; push it with PUT …/building-load")]
    public BuildingBody? Building { get; init; }

    [Description("What is said of single stations and connectors; those that are not named hang on the site, have 32 A on three phases, and are limited like the others")]
    public IReadOnlyList<PlanStationBody>? Stations { get; init; }

    [Description("Who comes first with the policy Priority; 0 is everybody else's")]
    public IReadOnlyList<PlanPriorityBody>? Priorities { get; init; }

    public static PlanBody FromText(string stored) => JsonSerializer.Deserialize(stored, PowerJson.Default.PlanBody)!;

    public string ToText() => JsonSerializer.Serialize(this, PowerJson.Default.PlanBody);

    /// <summary>What was stored: it was checked before.</summary>
    public PowerPlan ToPlan(TimeZoneInfo zone) => Checked(new FieldErrors(), zone);

    public PowerPlan Checked(FieldErrors errors, TimeZoneInfo zone)
    {
        if (Voltage is < 80 or > 400) errors.Add("voltage", "Give 80 to 400 V, between phase and neutral.");
        if (TurnMinutes is < 1 or > 240) errors.Add("turnMinutes", "Give 1 to 240 minutes.");
        if (LeaseMinutes is < 2 or > 60) errors.Add("leaseMinutes", "Give 2 to 60 minutes.");
        if (Nodes is null or []) errors.Add("nodes", "Give at least the site itself.");
        if (Nodes?.Count > MostNodes) errors.Add("nodes", $"Give at most {MostNodes}.");
        if (Stations?.Count > MostStations) errors.Add("stations", $"Give at most {MostStations}.");
        if (Priorities?.Count > MostPriorities) errors.Add("priorities", $"Give at most {MostPriorities}.");
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var nodes = (Nodes ?? []).Take(MostNodes).Select((node, at) => node.Checked(errors.Within($"nodes[{at}]"), at, names)).ToList();
        foreach (var (priority, at) in (Priorities ?? []).Take(MostPriorities).Select((priority, at) => (priority, at))) priority.Check(errors.Within($"priorities[{at}]"));
        return new PowerPlan
        {
            Nodes = nodes.Count > 0 ? nodes : [new PlanNode { Name = "" }],
            Policy = Policy is null ? SharingPolicy.FairShare : errors.OneOf("policy", Policy, Policies),
            Voltage = Voltage ?? 230,
            Turn = TimeSpan.FromMinutes(TurnMinutes ?? 15),
            Lease = TimeSpan.FromMinutes(LeaseMinutes ?? 5),
            Fallback = Amperes.Fallback(errors, "fallbackAmperes", FallbackAmperes) ?? 0,
            Building = Building?.Checked(errors.Within("building")),
            Connectors = CheckedStations(errors, names),
            Priorities = [.. (Priorities ?? []).Take(MostPriorities).Select(priority => new PlanPriority(priority.Driver, priority.Group, priority.Priority ?? 0))],
            Zone = zone,
        };
    }

    /// <summary>What is said of a connector stands over what is said of its whole station, field by field.</summary>
    private List<PlanConnector> CheckedStations(FieldErrors errors, Dictionary<string, int> nodes)
    {
        var said = (Stations ?? []).Take(MostStations).ToList();
        var whole = said.Where(one => one.Connector is null).DistinctBy(one => one.Station, StringComparer.OrdinalIgnoreCase).ToDictionary(one => one.Station ?? "", StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<(string, int?)>();
        var all = new List<PlanConnector>(said.Count);
        foreach (var (one, at) in said.Select((one, at) => (one, at)))
        {
            var within = errors.Within($"stations[{at}]");
            if (one.Connector is not null && one.StationAmperes is not null) within.Add("stationAmperes", "It is the whole station's: give it in an entry without 'connector'.");
            var connector = (one.Connector is not null && whole.TryGetValue(one.Station ?? "", out var station) ? one.Over(station) : one).Checked(within, nodes);
            if (!seen.Add((connector.Station.ToUpperInvariant(), connector.ConnectorId)))
                within.Add("station", connector.ConnectorId is { } number ? $"Connector {number} of '{connector.Station}' was named before. Say all of it at once." : $"'{connector.Station}' was named before. Say all of it at once.");
            all.Add(connector);
        }
        foreach (var station in all.GroupBy(one => one.Station, StringComparer.OrdinalIgnoreCase).Where(station => station.Any(one => one.StationMost is not null) && station.Select(one => one.Node).Distinct().Count() > 1))
            errors.Add("stations", $"The connectors of '{station.Key}' hang on different nodes: then the whole station has no limit of its own. Leave out 'stationAmperes', or name one node.");
        return all;
    }
}

internal sealed record BuildingBody
{
    [Required, Description("A reading that is older does not count, 5 to 3600 seconds")]
    public int? MaxAgeSeconds { get; init; }

    [Required, Description("What the building draws at most on a phase, in A: so much is taken off while no reading counts, and fall-backs leave it free")]
    public decimal? AssumedAmperes { get; init; }

    [Description("Kept free for what the building may rise by in the 10 s in which stations are told, in A per phase; 0 when absent")]
    public decimal? ReserveAmperes { get; init; }

    public BuildingPlan Checked(FieldErrors errors)
    {
        if (MaxAgeSeconds is not (>= 5 and <= 3600)) errors.Add("maxAgeSeconds", "Give 5 to 3600 seconds.");
        var assumed = Amperes.Needed(errors, "assumedAmperes", AssumedAmperes);
        return new BuildingPlan(TimeSpan.FromSeconds(MaxAgeSeconds ?? 5), assumed, Amperes.Of(errors, "reserveAmperes", ReserveAmperes) ?? 0);
    }
}

internal sealed record PlanPriorityBody
{
    [Description("The number of the driver; a driver's own priority comes before his groups'")]
    public long? Driver { get; init; }

    [Description("The number of the group")]
    public long? Group { get; init; }

    [Required, Description("-100 to 100; of two the greater comes first")]
    public int? Priority { get; init; }

    public void Check(FieldErrors errors)
    {
        if (Driver is null == Group is null) errors.Add("driver", "Give a driver or a group.");
        if (Priority is not (>= -100 and <= 100)) errors.Add("priority", "Give -100 to 100.");
    }
}
