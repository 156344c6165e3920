namespace Ampwright.Station.Hardware;

/// <summary>The board lowered or lifted what it can carry.</summary>
/// <param name="Milliamperes">mA per phase; null = no derating any more.</param>
public sealed record DeratingChanged(long Stamp, int Connector, int? Milliamperes, string Why) : HardwareEvent(Stamp);
