namespace Ampwright.Station.Hardware;

/// <summary>The state of all hardware at one instant.</summary>
/// <param name="Stamp">Monotonic stamp of the instant.</param>
/// <param name="Connectors">Ordered by number.</param>
/// <param name="Faults">All faults that stand, those of connectors included.</param>
public sealed record StationSnapshot(long Stamp, IReadOnlyList<ConnectorSnapshot> Connectors, IReadOnlyList<HardwareFault> Faults);
