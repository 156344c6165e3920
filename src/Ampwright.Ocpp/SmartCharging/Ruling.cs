namespace Ampwright.Ocpp.SmartCharging;

/// <summary>A limit and the periods that make it.</summary>
/// <param name="Station">The ChargePointMaxProfile that rules, and its period.</param>
/// <param name="Transaction">The TxProfile or TxDefaultProfile that rules, and its period.</param>
/// <param name="Connectors">Of the station: what its connectors may take together.</param>
internal readonly record struct Ruling(LimitValue Value, RulingPeriod? Station, RulingPeriod? Transaction, LimitValue Connectors);

/// <summary>A period of a profile.</summary>
internal readonly record struct RulingPeriod(ProfileTimeline Timeline, int Index)
{
    /// <summary>Phases the period is for; absent means 3, OCPP 1.6 ed. 2 §7.14.</summary>
    public int Phases => Timeline.Periods[Index].NumberPhases ?? 3;

    public LimitValue On(int phases, decimal voltage) => LimitValue.OfPeriod(Timeline.Unit, Timeline.Periods[Index].Limit, phases, voltage);

    public AppliedLimit Applied(LimitSource source, int phases, decimal voltage)
    {
        var value = On(phases, voltage);
        return new AppliedLimit(source, value.Current, value.Power, Timeline.Installed, Index);
    }
}
