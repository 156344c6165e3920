namespace Ampwright.Station.Hardware;

/// <summary>The mains came back before the reserve was used up.</summary>
public sealed record MainsBack(long Stamp) : HardwareEvent(Stamp);
