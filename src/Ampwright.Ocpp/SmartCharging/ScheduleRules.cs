using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>Whether a schedule can be carried out. OCPP 1.6 ed. 2 §7.13, §7.14.</summary>
internal static class ScheduleRules
{
    public static ProfileRefusal? Check(ChargingSchedule schedule, ProfileLimits limits)
    {
        if (!limits.Units.Contains(schedule.ChargingRateUnit.Value))
        {
            return Refuse(RefusalReason.UnitNotAllowed, $"The station takes no schedules in {schedule.ChargingRateUnit}.");
        }

        if (schedule.Duration <= 0) return Refuse(RefusalReason.DurationNotPositive, $"A duration of {schedule.Duration} s holds for no time.");
        if (schedule.MinChargingRate < 0) return Refuse(RefusalReason.NegativeLimit, "minChargingRate is below 0.");
        var periods = schedule.ChargingSchedulePeriod;
        if (periods.Count == 0) return Refuse(RefusalReason.NoPeriods, "The schedule has no period.");
        if (periods.Count > limits.MaxPeriods)
        {
            return Refuse(RefusalReason.TooManyPeriods, $"The schedule has {periods.Count} periods; the station takes {limits.MaxPeriods}.");
        }

        // Errata v4.0 3.45.
        if (periods[0].StartPeriod != 0) return Refuse(RefusalReason.FirstPeriodNotZero, $"The first period starts at {periods[0].StartPeriod}, not at 0.");
        for (var i = 0; i < periods.Count; i++)
        {
            if (i > 0 && periods[i].StartPeriod <= periods[i - 1].StartPeriod)
            {
                return Refuse(RefusalReason.PeriodsNotRising, $"Period {i} starts at {periods[i].StartPeriod}, not after {periods[i - 1].StartPeriod}.");
            }

            if (periods[i].Limit < 0) return Refuse(RefusalReason.NegativeLimit, $"The limit of period {i} is below 0.");
            if (periods[i].NumberPhases is < 1 or > 3)
            {
                return Refuse(RefusalReason.NumberPhasesOutOfRange, $"Period {i} wants {periods[i].NumberPhases} phases, not 1 to 3.");
            }
        }

        return null;
    }

    private static ProfileRefusal Refuse(RefusalReason reason, string explanation) => new(reason, explanation);
}
