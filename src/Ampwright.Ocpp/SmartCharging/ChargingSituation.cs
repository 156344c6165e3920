namespace Ampwright.Ocpp.SmartCharging;

/// <summary>
/// What decides how much a station may charge with. Limits are a pure function of it and of an instant: a station obeys them, a CSMS
/// predicts them.
/// </summary>
public sealed record ChargingSituation
{
    public required InstalledProfiles Profiles { get; init; }

    /// <summary>The connectors that may charge, each id once.</summary>
    public required IReadOnlyList<ConnectorSupply> Connectors { get; init; }

    /// <summary>
    /// Between phase and neutral, in V: the nominal voltage of the area and not a measured one, OCPP 1.6 ed. 2 §7.12.
    /// </summary>
    public decimal NominalVoltage { get; init; } = 230;

    /// <summary>What the station's connection to the grid stands, in A per phase; null: the sum of its connectors.</summary>
    public decimal? StationCurrent { get; init; }

    /// <summary>The limit of a connector, or with 0 of all of them together, and why.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such connector.</exception>
    public ChargingLimit LimitAt(int connectorId, DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        var timeline = LimitTimeline.Of(this, connectorId, ticks)
            ?? throw new ArgumentOutOfRangeException(nameof(connectorId), connectorId, "There is no such connector.");
        var ruling = timeline.At(ticks);
        var until = timeline.NextChange(ticks, (one, other) => one == other);
        return new ChargingLimit
        {
            ConnectorId = connectorId,
            At = instant,
            Current = ruling.Value.Current,
            Power = ruling.Value.Power,
            Phases = ruling.Value.Phases,
            Applied = [.. timeline.Applied(ruling).OrderBy(applied => applied.Current)],
            Until = until > DateTimeOffset.MaxValue.UtcTicks ? null : new DateTimeOffset(until, TimeSpan.Zero),
        };
    }

    /// <summary>Whether limits of this connector can be told; 0 is the station.</summary>
    public bool Knows(int connectorId) => connectorId == 0 || Connectors.Any(connector => connector.ConnectorId == connectorId);
}
