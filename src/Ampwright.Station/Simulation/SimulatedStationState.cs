using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>Everything about a simulated station.</summary>
/// <param name="Powered">False from a power cut until the power is back.</param>
/// <param name="OnReserve">The mains are gone and the host still runs on its reserve.</param>
public sealed record SimulatedStationState(
    bool Powered,
    bool OnReserve,
    ReaderMessage? Reader,
    string? ReaderText,
    IReadOnlyList<SimulatedConnectorState> Connectors,
    IReadOnlyList<HardwareFault> Faults);
