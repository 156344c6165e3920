namespace Ampwright.Station.Simulation;

/// <summary>
/// The grid and the weather at one place, as pure functions of time: a slow swing over hours and a fresh disturbance every second, both
/// from the seed. The same seed gives the same life, whenever and however often it is looked at.
/// </summary>
/// <param name="nominalVolts">Between phase and neutral, V.</param>
internal sealed class Mains(int seed, int nominalVolts)
{
    /// <summary>Resistance of the line to the station, thousandths of an ohm: 32 A cost about 5 V.</summary>
    private const int LineMilliohms = 150;

    /// <summary>Voltage of a phase, mV, after the drop that its own current makes.</summary>
    /// <param name="second">Seconds since the simulation began.</param>
    /// <param name="phase">0 to 2.</param>
    public int Millivolts(long second, int phase, int milliamperes)
    {
        var swing = Swing(second, 5400 + (700 * phase), 11 + phase) * 0.012;
        var flicker = Noise(second, 21 + phase) * 0.003;
        return (int)((nominalVolts * 1000 * (1 + swing + flicker)) - (milliamperes * (LineMilliohms / 1000.0)));
    }

    /// <summary>Frequency, mHz.</summary>
    public int Millihertz(long second) => (int)(50_000 + (Swing(second, 900, 31) * 18) + (Noise(second, 32) * 6));

    /// <summary>Outdoor temperature, thousandths of a degree Celsius.</summary>
    public int AmbientMillicelsius(long second) => (int)(15_000 + (Swing(second, 86_400, 41) * 7_000) + (Swing(second, 7_000, 42) * 800));

    /// <summary>A number between -1 and 1 that belongs to this second and purpose.</summary>
    public double Noise(long second, int purpose)
    {
        // SplitMix64: one multiplication chain per value, no state.
        var z = unchecked(((ulong)second * 0x9E3779B97F4A7C15) + ((ulong)(uint)seed << 32) + ((ulong)purpose * 0xD1B54A32D192ED03));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        z ^= z >> 31;
        return ((z >> 11) * (2.0 / (1UL << 53))) - 1;
    }

    private double Swing(long second, int period, int purpose) =>
        Math.Sin(((second % period / (double)period) + Noise(0, purpose)) * Math.Tau);
}
