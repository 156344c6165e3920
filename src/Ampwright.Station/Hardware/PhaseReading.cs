namespace Ampwright.Station.Hardware;

/// <summary>What a meter showed on one phase. Power is voltage times current times power factor.</summary>
/// <param name="Millivolts">Against neutral, mV.</param>
/// <param name="Milliamperes">mA.</param>
/// <param name="PowerMilliwatts">Active power, mW.</param>
/// <param name="PowerFactorPermille">Thousandths.</param>
public sealed record PhaseReading(int Millivolts, int Milliamperes, long PowerMilliwatts, int PowerFactorPermille);
