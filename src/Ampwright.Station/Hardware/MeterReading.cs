namespace Ampwright.Station.Hardware;

/// <summary>What a meter showed at one instant.</summary>
/// <param name="Stamp">Monotonic stamp of the instant.</param>
/// <param name="RegisterWh">Imported energy since the meter was made, Wh; never falls, also not over power cuts.</param>
/// <param name="Phases">L1, L2, L3 in this order, as many as are wired.</param>
/// <param name="PowerMilliwatts">Active power of all phases together, mW.</param>
/// <param name="FrequencyMillihertz">Mains frequency, mHz.</param>
/// <param name="TemperatureMillicelsius">Temperature at the contacts, thousandths of a degree Celsius.</param>
public sealed record MeterReading(
    long Stamp,
    long RegisterWh,
    IReadOnlyList<PhaseReading> Phases,
    long PowerMilliwatts,
    int FrequencyMillihertz,
    int TemperatureMillicelsius,
    MeterQuality Quality);
