namespace Ampwright.Station.Hardware;

/// <summary>The mains went away; the host runs on its reserve.</summary>
/// <param name="HoldUp">How long the reserve lasts.</param>
public sealed record MainsFailing(long Stamp, TimeSpan HoldUp) : HardwareEvent(Stamp);
