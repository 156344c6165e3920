using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>Everything about one simulated connector, what only a bystander sees included.</summary>
/// <param name="VehicleConnected">A car hangs on the cable.</param>
/// <param name="ChargePermille">Charge of that car's battery, thousandths; null without a car.</param>
/// <param name="HalfwayAt">The side whose plug is not fully in.</param>
/// <param name="MeterStalled">The meter's register stands still whatever flows.</param>
public sealed record SimulatedConnectorState(
    int Number,
    PilotState Pilot,
    int? CableMilliamperes,
    bool VehicleConnected,
    int? ChargePermille,
    PlugSide? HalfwayAt,
    LockState Lock,
    bool LockFails,
    bool InService,
    bool EnergyPermitted,
    bool ContactorClosed,
    int ActivePhases,
    int OfferMilliamperes,
    IndicatorState? Indicator,
    MeterReading Meter,
    bool MeterStalled = false);
