namespace Ampwright.Station.Flight.Replay;

/// <summary>The recorded clocks, set from line to line; a timer fires when the record says so.</summary>
internal sealed class ReplayedTime(long frequency) : TimeProvider
{
    private readonly List<TimerCallback> _timers = [];
    private long _mono;
    private DateTimeOffset _wall;

    public override long TimestampFrequency => frequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public void Set(FlightLine line) => (_mono, _wall) = (line.Mono, line.Wall);

    public override long GetTimestamp() => _mono;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_timers) _timers.Add(callback);
        return new Timer();
    }

    /// <param name="number">In the order of their creation, from 1.</param>
    /// <returns>False if there is none of that number.</returns>
    public bool Fire(int number)
    {
        TimerCallback callback;
        lock (_timers)
        {
            if (number < 1 || number > _timers.Count) return false;
            callback = _timers[number - 1];
        }
        callback(null);
        return true;
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // There is nothing behind it.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
