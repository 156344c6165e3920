namespace Ampwright.Station.Hardware;

/// <summary>
/// The driver pressed the stop button of a connector, or the only one it has: where nothing can be stopped it counts as the start button.
/// </summary>
public sealed record StopButtonPressed(long Stamp, int Connector) : HardwareEvent(Stamp);
