using Ampwright.Csms.Power.Plan;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>What is known of a site at an instant, apart from what was given out.</summary>
internal sealed record SiteFacts
{
    public required DateTimeOffset Now { get; init; }
    public required IReadOnlyList<StationFacts> Stations { get; init; }

    /// <summary>The newest there is, however old.</summary>
    public BuildingReading? Building { get; init; }
}

internal sealed record StationFacts
{
    public required long StationId { get; init; }
    public required string Identity { get; init; }

    /// <summary>Why it cannot be told anything now, in words; null: it can.</summary>
    public string? Unreachable { get; init; }

    /// <summary>Charging profiles that others gave it and that prevail over ours, in words; null: there are none.</summary>
    public string? Foreign { get; init; }

    /// <summary>Changes whenever it must be asked anew what it keeps: when it boots.</summary>
    public DateTimeOffset? BootedAt { get; init; }

    /// <summary>It takes no ChargePointMaxProfile.</summary>
    public bool NoStationProfile { get; init; }

    /// <summary>A limit can be told in watts only.</summary>
    public bool WattsOnly { get; init; }

    /// <summary>It takes Relative profiles only.</summary>
    public bool RelativeOnly { get; init; }

    /// <summary>At which ours are to stand: the highest that it takes.</summary>
    public int StackLevel { get; init; }

    public required IReadOnlyList<ConnectorFacts> Connectors { get; init; }
}

internal sealed record ConnectorFacts
{
    public required int ConnectorId { get; init; }

    /// <summary>The running transaction; null: none.</summary>
    public int? Transaction { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public int Priority { get; init; }

    /// <summary>What it has received so far, in Wh.</summary>
    public long Received { get; init; }

    /// <summary>The car says that it wants nothing now (SuspendedEV).</summary>
    public bool CarPauses { get; init; }

    /// <summary>The most that was measured on a phase, in tenths of an ampere; null: nothing was.</summary>
    public int? Drawn { get; init; }

    public DateTimeOffset DrawnAt { get; init; }

    /// <summary>What it is to have received when it departs, in Wh; null: nothing was promised.</summary>
    public long? Goal { get; init; }

    public DateTimeOffset? DepartsAt { get; init; }
}
