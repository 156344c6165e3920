namespace Ampwright.Station.Hardware;

/// <summary>The bolt moved.</summary>
public sealed record LockChanged(long Stamp, int Connector, LockState Lock) : HardwareEvent(Stamp);
