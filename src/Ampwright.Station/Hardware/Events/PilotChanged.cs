namespace Ampwright.Station.Hardware;

/// <summary>The control pilot went to another state.</summary>
public sealed record PilotChanged(long Stamp, int Connector, PilotState Pilot) : HardwareEvent(Stamp);
