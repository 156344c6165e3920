namespace Ampwright.Ocpp.SmartCharging;

/// <summary>What a connector, or the station, may charge with at an instant.</summary>
public sealed record ChargingLimit
{
    /// <summary>0 is the station.</summary>
    public required int ConnectorId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In A per phase, rounded down to the mA; 0: charging is to pause. Of the station: the sum that may be on any one phase.</summary>
    public required decimal Current { get; init; }

    /// <summary>In W over all phases.</summary>
    public required decimal Power { get; init; }

    /// <summary>Phases that may be used; of the station: the most that any connector uses.</summary>
    public required int Phases { get; init; }

    /// <summary>All limits that hold, the lowest first: the one that decides.</summary>
    public required IReadOnlyList<AppliedLimit> Applied { get; init; }

    /// <summary>The next instant at which the limit or what decides it changes, provided nothing else does; null: none.</summary>
    public required DateTimeOffset? Until { get; init; }

    /// <summary>The limit that decides.</summary>
    public AppliedLimit Deciding => Applied[0];
}
