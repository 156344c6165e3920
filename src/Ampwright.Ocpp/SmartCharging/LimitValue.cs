using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>A limit in both units: A per phase and W over all phases. Both hold.</summary>
internal readonly record struct LimitValue(decimal Current, decimal Power, int Phases)
{
    /// <summary>In A or W: far above whatever charges, and far below where decimals overflow. A peer may send a higher limit.</summary>
    private const decimal Beyond = 1_000_000_000;

    /// <summary>So many A on each of so many phases.</summary>
    public static LimitValue OfCurrent(decimal current, int phases, decimal voltage) => new(current, current * voltage * phases, phases);

    /// <summary>
    /// A profile's limit on the phases that are used. A is per phase, W in all; current = W / (nominal voltage × phases). A schedule for
    /// more phases than are used keeps its limit as it is given: its power may all go through those that are. OCPP 1.6 ed. 2 §7.12, errata
    /// v4.0 3.34, 3.68.
    /// </summary>
    public static LimitValue OfPeriod(ChargingRateUnit unit, decimal limit, int phases, decimal voltage)
    {
        limit = Math.Min(limit, Beyond);
        return unit == ChargingRateUnit.A ? OfCurrent(limit, phases, voltage) : new(RoundDown(limit / (voltage * phases), 1000), limit, phases);
    }

    /// <summary>The lower of each.</summary>
    public LimitValue Min(LimitValue other) =>
        new(Math.Min(Current, other.Current), Math.Min(Power, other.Power), Math.Min(Phases, other.Phases));

    public decimal In(ChargingRateUnit unit) => unit == ChargingRateUnit.A ? Current : Power;

    /// <summary>To a fraction of one, never up: a limit that is rounded up is broken.</summary>
    public static decimal RoundDown(decimal value, int fraction) => decimal.Floor(value * fraction) / fraction;
}
