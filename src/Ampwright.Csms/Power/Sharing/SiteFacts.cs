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

    /// <summary>It told of its connectors; else one is assumed.</summary>
    public bool HasTold { get; init; }

    /// <summary>Why it cannot be told anything now, in words; null: it can.</summary>
    public string? Unreachable { get; init; }

    /// <summary>Charging profiles that others gave it and that prevail over ours, in words; null: there are none.</summary>
    public string? Foreign { get; init; }

    /// <summary>It stands at another site by now, and still holds limits that it was told here: they count until they are gone.</summary>
    public bool Moved { get; init; }

    /// <summary>The command that brought each profile of ours that it holds, by the profile's number, as far as its answers say; null: nobody looked.</summary>
    public IReadOnlyDictionary<int, long>? Installed { get; init; }

    /// <summary>The newest command of somebody else's of which nobody knows what it did to our profiles; 0: there is none.</summary>
    public long DisturbedBy { get; init; }

    /// <summary>By how much its clock is behind, as far as what it told lately shows: so much longer it keeps a lease.</summary>
    public TimeSpan ClockBehind { get; init; }

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
