namespace Ampwright.TestKit;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire on the thread that calls <see cref="Advance"/>,
/// in order of their due time, and see the clock at exactly that time.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _start = start;
    private long _elapsed;

    public ManualTimeProvider() : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait; a test may wait for one to appear before it moves the clock.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock) return _timers.Count(timer => timer.DueAt is not null);
        }
    }

    /// <summary>How many timers fall due after exactly this time: tells the timer a test means from whatever else waits.</summary>
    public int TimersDueIn(TimeSpan time)
    {
        lock (_lock) return _timers.Count(timer => timer.DueAt == Interlocked.Read(ref _elapsed) + time.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(Interlocked.Read(ref _elapsed));

    /// <summary>The wall clock is set to another time, as an operator or a time server does; what counts monotonic time sees nothing of it.</summary>
    public void SetWallClock(TimeSpan step) => _start += step;

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Moves the clock forward, firing on the way every timer that falls due, also those armed meanwhile.</summary>
    /// <param name="afterEach">Called after each timer that fired: lets what follows happen at that instant.</param>
    public void Advance(TimeSpan by, Action? afterEach = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Interlocked.Read(ref _elapsed) + by.Ticks;
        while (TakeNextDue(target) is { } timer)
        {
            timer.Fire();
            afterEach?.Invoke();
        }

        Interlocked.Exchange(ref _elapsed, target);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeNextDue(long target)
    {
        lock (_lock)
        {
            ManualTimer? next = null;
            foreach (var timer in _timers)
            {
                if (timer.DueAt <= target && (next is null || timer.DueAt < next.DueAt)) next = timer;
            }
            if (next is null) return null;
            Interlocked.Exchange(ref _elapsed, Math.Max(_elapsed, next.DueAt!.Value));
            next.DueAt = next.Period > 0 ? next.DueAt + next.Period : null;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public long? DueAt { get; set; }

        public long Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (!clock._timers.Contains(this)) clock._timers.Add(this);
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : Interlocked.Read(ref clock._elapsed) + dueTime.Ticks;
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                DueAt = null;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
