namespace Ampwright.Station.Hardware;

/// <summary>A fault is over.</summary>
public sealed record FaultCleared(long Stamp, HardwareFault Fault) : HardwareEvent(Stamp);
