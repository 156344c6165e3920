using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>Puts limits that change at any instant into periods of whole seconds, the lowest limit of each second.</summary>
internal sealed class SecondGrid(ChargingRateUnit unit, int mostPeriods)
{
    private const long Second = TimeSpan.TicksPerSecond;

    private readonly List<ChargingSchedulePeriod> _periods = [];
    private LimitValue _started;

    public IReadOnlyList<ChargingSchedulePeriod> Periods => _periods;

    /// <summary>The second at which one period too many would begin; null: there was room for all.</summary>
    public int? EndsAt { get; private set; }

    public bool IsFull => EndsAt is not null;

    /// <summary>A limit from one offset to another, in ticks; it begins where the last one ended.</summary>
    public void Add(LimitValue limit, long from, long to)
    {
        var second = from / Second;
        if (from % Second != 0)
        {
            // The second is not over with the limit before: the lower of the two holds for it.
            _started = _started.Min(limit);
            second++;
            if (to < second * Second) return;
            Put(second - 1, _started);
        }

        var last = to / Second;
        if (second < last) Put(second, limit);
        if (to % Second != 0) _started = limit;
    }

    private void Put(long second, LimitValue limit)
    {
        if (IsFull) return;
        var (value, phases) = (LimitValue.RoundDown(limit.In(unit), 10), limit.Phases);
        if (_periods.Count > 0 && _periods[^1].Limit == value && _periods[^1].NumberPhases == phases) return;
        if (_periods.Count == mostPeriods) EndsAt = (int)second;
        else _periods.Add(new ChargingSchedulePeriod { StartPeriod = (int)second, Limit = value, NumberPhases = phases });
    }
}
