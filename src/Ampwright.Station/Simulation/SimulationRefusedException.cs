namespace Ampwright.Station.Simulation;

/// <summary>What was asked for cannot be done to the simulated hardware as it stands; the message says why.</summary>
public sealed class SimulationRefusedException(string message) : InvalidOperationException(message);
