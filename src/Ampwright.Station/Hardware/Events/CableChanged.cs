namespace Ampwright.Station.Hardware;

/// <summary>A plug was put into the socket or drawn.</summary>
/// <param name="CableMilliamperes">What the cable carries, mA (13000, 20000, 32000, 63000); null = no cable.</param>
public sealed record CableChanged(long Stamp, int Connector, int? CableMilliamperes) : HardwareEvent(Stamp);
