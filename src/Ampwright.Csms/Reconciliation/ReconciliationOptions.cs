namespace Ampwright.Csms.Reconciliation;

/// <summary>From when on something does not add up.</summary>
internal sealed record ReconciliationOptions
{
    /// <summary>The most a station can deliver where nothing is said of it, in W.</summary>
    public long DefaultRatedWatts { get; init; } = 400_000;

    /// <summary>Energy beyond rated power x time that is still believed: rounding of kWh registers and of stamps.</summary>
    public long EnergyToleranceWh { get; init; } = 1_000;

    /// <summary>How far a register may go back and still be rounding.</summary>
    public long RegisterToleranceWh { get; init; } = 1_000;

    /// <summary>How long a connector must be free, or a newer transaction known, before a start without stop is a ghost.</summary>
    public TimeSpan GhostGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a ghost waits for the station's own stop before it is ended without.</summary>
    public TimeSpan GhostPatience { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often everything is looked at without anything having happened.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromMinutes(1);
}
