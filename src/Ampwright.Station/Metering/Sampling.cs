using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Metering;

/// <summary>What one connector shows at one instant, ready to be turned into samples.</summary>
/// <param name="RegisterWh">The register as the station tells it: never lower than told before.</param>
/// <param name="OfferMilliamperes">What the pilot offers, mA per phase.</param>
internal sealed record ConnectorReading(MeterReading Meter, long RegisterWh, int OfferMilliamperes, int OfferPhases, int MainsVolts);

internal static class Sampling
{
    /// <summary>The samples for a list of measurands: all phases that can be measured, each in its place. OCPP 1.6 ed. 2 §7.33.</summary>
    public static IReadOnlyList<StoredSample> Take(IEnumerable<string> measurands, ConnectorReading reading)
    {
        var samples = new List<StoredSample>();
        foreach (var text in measurands) Add(samples, MeasurandItem.Parse(text), reading);
        return samples;
    }

    private static void Add(List<StoredSample> samples, MeasurandItem item, ConnectorReading reading)
    {
        var unit = UnitOf(item.Measurand);
        if (item.Phase is null && Overall(item.Measurand, reading) is { } overall)
            samples.Add(new StoredSample(overall, item.Measurand, Phase: null, unit, Location: null));
        var phases = Measurands.PhasesOf(item.Measurand, reading.Meter.Phases.Count);
        for (var index = 0; index < phases.Length; index++)
        {
            if (item.Names(phases[index]))
                samples.Add(new StoredSample(OfPhase(item.Measurand, reading.Meter.Phases[index]), item.Measurand, phases[index], unit, null));
        }
    }

    private static string? Overall(string measurand, ConnectorReading reading) => measurand switch
    {
        Measurands.EnergyRegister => reading.RegisterWh.ToString(),
        Measurands.Power => Thousandths(reading.Meter.PowerMilliwatts, "0"),
        Measurands.Frequency => Thousandths(reading.Meter.FrequencyMillihertz, "0.00"),
        Measurands.Temperature => Thousandths(reading.Meter.TemperatureMillicelsius, "0.0"),
        Measurands.CurrentOffered => Thousandths(reading.OfferMilliamperes, "0.0"),
        Measurands.PowerOffered => Thousandths((long)reading.OfferMilliamperes * reading.MainsVolts * reading.OfferPhases, "0"),
        _ => null,
    };

    private static string OfPhase(string measurand, PhaseReading phase) => measurand switch
    {
        Measurands.Voltage => Thousandths(phase.Millivolts, "0.0"),
        Measurands.Current => Thousandths(phase.Milliamperes, "0.00"),
        Measurands.Power => Thousandths(phase.PowerMilliwatts, "0"),
        _ => Thousandths(phase.PowerFactorPermille, "0.000"),
    };

    private static string? UnitOf(string measurand) => measurand switch
    {
        Measurands.EnergyRegister => "Wh",
        Measurands.Voltage => "V",
        Measurands.Current or Measurands.CurrentOffered => "A",
        Measurands.Power or Measurands.PowerOffered => "W",
        Measurands.Temperature => "Celsius",
        _ => null, // Frequency is hertz without saying so (errata 3.84); a power factor has no unit.
    };

    private static string Thousandths(long value, string format) => (value / 1000m).ToString(format);
}
