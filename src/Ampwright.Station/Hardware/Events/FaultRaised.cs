namespace Ampwright.Station.Hardware;

/// <summary>A fault began to stand.</summary>
public sealed record FaultRaised(long Stamp, HardwareFault Fault) : HardwareEvent(Stamp);
