namespace Ampwright.Station.Hardware;

/// <summary>The contactor closed or opened, by its mirror contact, or changed its phases.</summary>
/// <param name="Phases">Phases through which current can flow now; 0 when open.</param>
public sealed record ContactorChanged(long Stamp, int Connector, bool Closed, int Phases) : HardwareEvent(Stamp);
