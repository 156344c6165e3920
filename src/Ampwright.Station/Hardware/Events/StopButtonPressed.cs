namespace Ampwright.Station.Hardware;

/// <summary>The driver pressed the button of a connector.</summary>
public sealed record StopButtonPressed(long Stamp, int Connector) : HardwareEvent(Stamp);
