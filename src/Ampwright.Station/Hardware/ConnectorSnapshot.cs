namespace Ampwright.Station.Hardware;

/// <summary>The state of one connector at one instant.</summary>
/// <param name="CableMilliamperes">What the plugged cable carries by its coding resistor, mA; null = no cable in the socket.</param>
/// <param name="EnergyPermitted">Whether the runtime's permission stands.</param>
/// <param name="ContactorClosed">By the mirror contact.</param>
/// <param name="ActivePhases">Phases through which current can flow; 0 while the contactor is open.</param>
/// <param name="OfferMilliamperes">What the pilot offers, mA per phase; 0 = paused.</param>
public sealed record ConnectorSnapshot(
    int Number,
    PilotState Pilot,
    int? CableMilliamperes,
    LockState Lock,
    bool InService,
    bool EnergyPermitted,
    bool ContactorClosed,
    int ActivePhases,
    int OfferMilliamperes,
    MeterReading Meter);
