using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>
/// When which period of a profile holds, in ticks of UTC. Whole numbers that cannot overflow: the standard lets a schedule end far
/// beyond the year 9999.
/// </summary>
internal sealed class ProfileTimeline
{
    public const long Never = long.MaxValue;

    private readonly long _validFrom;
    private readonly long _validTo;
    private readonly long _start;
    private readonly long _cycle;
    private readonly long _length;

    /// <param name="startOfCharging">Where schedules count from that have no start of their own.</param>
    public ProfileTimeline(InstalledProfile installed, long startOfCharging)
    {
        var profile = installed.Profile;
        var schedule = profile.ChargingSchedule;
        Installed = installed;
        Unit = schedule.ChargingRateUnit.Value;
        Periods = schedule.ChargingSchedulePeriod;
        _validFrom = profile.ValidFrom?.Instant.UtcTicks ?? long.MinValue;
        _validTo = profile.ValidTo?.Instant.UtcTicks ?? Never;
        _cycle = CycleOf(profile);
        // OCPP 1.6 ed. 2 §7.9: a Relative schedule's start is the station's business, whatever its startSchedule says.
        _start = profile.ChargingProfileKind.Is(ChargingProfileKind.Relative)
            ? startOfCharging
            : schedule.StartSchedule?.Instant.UtcTicks ?? startOfCharging;
        var duration = schedule.Duration is { } seconds ? seconds * TimeSpan.TicksPerSecond : Never;
        // What is longer than the recurrence is not carried out to its end: errata v4.0 3.43, 3.44.
        _length = _cycle == 0 ? duration : Math.Min(duration, _cycle);
    }

    public InstalledProfile Installed { get; }

    public ChargingRateUnit Unit { get; }

    public IReadOnlyList<ChargingSchedulePeriod> Periods { get; }

    /// <summary>The index of the period that holds; −1: none does, and the next lower stack level has its turn.</summary>
    public int PeriodAt(long ticks)
    {
        if (ticks < _validFrom || ticks >= _validTo || ticks < _start) return -1;
        var offset = _cycle == 0 ? ticks - _start : (ticks - _start) % _cycle;
        if (offset >= _length) return -1;
        var index = Periods.Count - 1;
        while (index >= 0 && StartOf(index) > offset) index--;
        return index;
    }

    /// <summary>The next instant after this one at which a period begins or ends.</summary>
    public long Next(long ticks)
    {
        if (ticks >= _validTo) return Never;
        if (ticks < _validFrom) return _validFrom;
        return Math.Min(_validTo, NextOfSchedule(ticks));
    }

    /// <summary>The same, without what recurs: after the last of these the timeline repeats for ever.</summary>
    public long NextOnce(long ticks)
    {
        if (_cycle == 0 || ticks < _validFrom || ticks >= _validTo || ticks < _start) return Next(ticks);
        return _validTo;
    }

    private long NextOfSchedule(long ticks)
    {
        if (ticks < _start) return _start;
        var offset = _cycle == 0 ? ticks - _start : (ticks - _start) % _cycle;
        var begin = ticks - offset;
        for (var i = 0; i < Periods.Count; i++)
        {
            if (StartOf(i) > offset && StartOf(i) < _length) return begin + StartOf(i);
        }

        if (offset < _length && _length != Never) return begin + _length;
        return _cycle == 0 ? Never : begin + _cycle;
    }

    private long StartOf(int period) => Periods[period].StartPeriod * TimeSpan.TicksPerSecond;

    private static long CycleOf(ChargingProfile profile)
    {
        if (!profile.ChargingProfileKind.Is(ChargingProfileKind.Recurring)) return 0;
        // Errata v4.0 3.78: every 24 hours, every 7 days; a day on which the clocks change is no exception.
        return profile.RecurrencyKind is { } kind && kind.Is(RecurrencyKind.Weekly) ? 7 * TimeSpan.TicksPerDay : TimeSpan.TicksPerDay;
    }
}
