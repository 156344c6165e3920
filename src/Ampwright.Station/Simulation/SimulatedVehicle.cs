namespace Ampwright.Station.Simulation;

/// <summary>An electric car as a charging station sees it.</summary>
public sealed record SimulatedVehicle
{
    /// <summary>Phases its charger uses: 1, 2 or 3.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>What its charger draws at most, mA per phase.</summary>
    public int MaxMilliamperes { get; init; } = 16_000;

    /// <summary>Usable capacity, Wh.</summary>
    public int BatteryWh { get; init; } = 58_000;

    /// <summary>Charge when it arrives, thousandths of the capacity.</summary>
    public int ChargePermille { get; init; } = 350;

    /// <summary>From this charge on the current falls, thousandths of the capacity.</summary>
    public int TaperPermille { get; init; } = 850;

    /// <summary>False for a car that is plugged in and, by its timer, asks for nothing.</summary>
    public bool WantsEnergy { get; init; } = true;

    /// <summary>How much of the full current it takes at a charge: 1 up to the taper, then falling to 0.15 when full, 0 when full.</summary>
    /// <param name="storedWh">What is in the battery, Wh.</param>
    internal double Appetite(double storedWh)
    {
        if (!WantsEnergy || storedWh >= BatteryWh) return 0;
        var taperWh = BatteryWh * (TaperPermille / 1000.0);
        return storedWh <= taperWh ? 1 : 1 - (0.85 * (storedWh - taperWh) / (BatteryWh - taperWh));
    }
}
