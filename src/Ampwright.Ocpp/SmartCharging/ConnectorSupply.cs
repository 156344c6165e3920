namespace Ampwright.Ocpp.SmartCharging;

/// <summary>A connector as far as limits depend on it.</summary>
public sealed record ConnectorSupply
{
    /// <summary>From 1.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>What the connector, its cable and its fuse stand, in A per phase; it holds where no profile says less.</summary>
    public required decimal MaxCurrent { get; init; }

    /// <summary>Phases that are used, or as long as that is not known, that can be: 1 to 3.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>
    /// ConnectorSwitch3to1PhaseSupported, OCPP 1.6 ed. 2 §9.4.4. Without it a schedule for fewer phases is carried out on all of
    /// <see cref="Phases"/>: a current holds on each of them, a power is spread over them.
    /// </summary>
    public bool SwitchesPhases { get; init; }

    /// <summary>The running transaction by the keeper's own number, see <see cref="InstalledProfile.Transaction"/>; null: none.</summary>
    public long? Transaction { get; init; }

    /// <summary>
    /// When the transaction began, where Relative schedules and those without startSchedule count from. Null: they are taken as if
    /// charging began at the instant asked about.
    /// </summary>
    public DateTimeOffset? ChargingSince { get; init; }
}
