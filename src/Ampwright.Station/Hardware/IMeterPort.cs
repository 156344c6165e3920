namespace Ampwright.Station.Hardware;

/// <summary>A meter of import energy.</summary>
public interface IMeterPort
{
    /// <summary>What this meter measures. <see cref="MeterQuantity.EnergyRegister"/> is always among it.</summary>
    IReadOnlySet<MeterQuantity> Quantities { get; }

    /// <summary>
    /// The newest reading the meter's driver holds. It does not wait for the meter: <see cref="MeterReading.Stamp"/> says how old
    /// it is and <see cref="MeterReading.Quality"/> whether it can be trusted.
    /// </summary>
    MeterReading Read();
}
