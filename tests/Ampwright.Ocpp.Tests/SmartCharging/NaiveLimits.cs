using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;

namespace Ampwright.Ocpp.Tests.SmartCharging;

/// <summary>
/// Limits the slow way, to hold the engine against: every question walks all profiles, level by level, and lists what applies. It shares
/// no code with the engine and looks at one instant only.
/// </summary>
internal sealed class NaiveLimits(ChargingSituation situation, DateTimeOffset asked)
{
    /// <summary>A limit that applies: A per phase or W.</summary>
    public sealed record Applies(ChargingRateUnit Unit, decimal Limit);

    public ConnectorSupply Connector(int id) => situation.Connectors.Single(one => one.ConnectorId == id);

    public int PhasesOf(ConnectorSupply connector, DateTimeOffset at)
    {
        var phases = connector.Phases;
        if (!connector.SwitchesPhases) return phases;
        foreach (var (_, period) in Ruling(connector, at))
        {
            if ((period.NumberPhases ?? 3) < phases) phases = period.NumberPhases ?? 3;
        }

        return phases;
    }

    public List<Applies> AppliesTo(ConnectorSupply connector, DateTimeOffset at)
    {
        var all = new List<Applies> { new(ChargingRateUnit.A, connector.MaxCurrent) };
        if (situation.StationCurrent is not null) all.Add(new(ChargingRateUnit.A, situation.StationCurrent.Value));
        all.AddRange(Ruling(connector, at).Select(ruling => new Applies(ruling.Unit, ruling.Period.Limit)));
        return all;
    }

    public List<Applies> AppliesToStation(DateTimeOffset at)
    {
        var all = new List<Applies>();
        if (situation.StationCurrent is not null) all.Add(new(ChargingRateUnit.A, situation.StationCurrent.Value));
        if (Highest(StationProfiles, at, null) is { } max) all.Add(new(max.Unit, max.Period.Limit));
        return all;
    }

    /// <summary>The limit in a unit, not rounded, and the phases.</summary>
    public (decimal Limit, int Phases) At(int connectorId, DateTimeOffset at, ChargingRateUnit unit)
    {
        if (connectorId != 0)
        {
            var connector = Connector(connectorId);
            var phases = PhasesOf(connector, at);
            return (AppliesTo(connector, at).Min(one => Convert(one, unit, phases)), phases);
        }

        var used = situation.Connectors.Max(connector => PhasesOf(connector, at));
        var sum = situation.Connectors.Sum(connector => At(connector.ConnectorId, at, unit).Limit);
        return (AppliesToStation(at).Select(one => Convert(one, unit, used)).Append(sum).Min(), used);
    }

    public decimal Convert(Applies limit, ChargingRateUnit unit, int phases)
    {
        if (limit.Unit == unit) return limit.Limit;
        var wattsPerAmpere = situation.NominalVoltage * phases;
        // The engine gives currents to the mA, rounded down.
        return unit == ChargingRateUnit.W ? limit.Limit * wattsPerAmpere : Math.Round(limit.Limit / wattsPerAmpere, 3, MidpointRounding.ToZero);
    }

    private IEnumerable<InstalledProfile> StationProfiles => situation.Profiles.All.Where(one => one.Profile.ChargingProfilePurpose == ChargePointMaxProfile);

    private List<(ChargingRateUnit Unit, ChargingSchedulePeriod Period)> Ruling(ConnectorSupply connector, DateTimeOffset at)
    {
        var ruling = new List<(ChargingRateUnit, ChargingSchedulePeriod)>();
        if (Highest(StationProfiles, at, null) is { } max) ruling.Add(max);
        var since = connector.ChargingSince ?? asked;
        var own = situation.Profiles.All.Where(one => one.Profile.ChargingProfilePurpose == TxProfile && one.Transaction == connector.Transaction && connector.Transaction is not null);
        var defaults = situation.Profiles.All.Where(one => one.Profile.ChargingProfilePurpose == TxDefaultProfile).ToList();
        var transaction = Highest(own.Where(one => one.ConnectorId == connector.ConnectorId), at, since);
        for (var level = 5; level >= 0 && transaction is null; level--)
        {
            transaction = Highest(defaults.Where(one => one.Profile.StackLevel == level && one.ConnectorId == connector.ConnectorId), at, since)
                ?? Highest(defaults.Where(one => one.Profile.StackLevel == level && one.ConnectorId == 0), at, since);
        }

        if (transaction is not null) ruling.Add(transaction.Value);
        return ruling;
    }

    private static (ChargingRateUnit Unit, ChargingSchedulePeriod Period)? Highest(IEnumerable<InstalledProfile> profiles, DateTimeOffset at, DateTimeOffset? since)
    {
        (ChargingRateUnit, ChargingSchedulePeriod)? highest = null;
        var level = -1;
        foreach (var one in profiles)
        {
            if (one.Profile.StackLevel <= level || PeriodOf(one.Profile, at, since ?? one.ReceivedAt) is not { } period) continue;
            highest = (one.Profile.ChargingSchedule.ChargingRateUnit.Value, period);
            level = one.Profile.StackLevel;
        }

        return highest;
    }

    private static ChargingSchedulePeriod? PeriodOf(ChargingProfile profile, DateTimeOffset at, DateTimeOffset fallback)
    {
        if (profile.ValidFrom is { } from && at < from.Instant) return null;
        if (profile.ValidTo is { } to && at >= to.Instant) return null;
        var schedule = profile.ChargingSchedule;
        var start = schedule.StartSchedule is { } own && profile.ChargingProfileKind != ChargingProfileKind.Relative ? own.Instant : fallback;
        if (at < start) return null;
        if (profile.ChargingProfileKind == ChargingProfileKind.Recurring)
        {
            var days = profile.RecurrencyKind == RecurrencyKind.Daily ? 1 : 7;
            while (start.AddDays(days) <= at) start = start.AddDays(days);
        }

        var elapsed = (at - start).TotalSeconds;
        if (schedule.Duration is { } duration && elapsed >= duration) return null;
        return schedule.ChargingSchedulePeriod.Last(period => period.StartPeriod <= elapsed);
    }
}
