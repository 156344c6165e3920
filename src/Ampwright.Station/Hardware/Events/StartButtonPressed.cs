namespace Ampwright.Station.Hardware;

/// <summary>The driver pressed the start button of a connector: the card just shown is meant for it. It never stops anything.</summary>
public sealed record StartButtonPressed(long Stamp, int Connector) : HardwareEvent(Stamp);
