namespace Ampwright.Lab.Time;

/// <summary>A clock that <see cref="LabLoop"/> moves from timer to timer: an hour of charging passes in milliseconds.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private long _elapsed;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(_elapsed);

    public override long GetTimestamp() => _elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once so much time has passed since the start, to the tick: a delay would count whole milliseconds only.</summary>
    public Task ReachAsync(TimeSpan sinceStart)
    {
        if (sinceStart.Ticks <= _elapsed) return Task.CompletedTask;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CreateTimer(_ => reached.SetResult(), null, sinceStart - TimeSpan.FromTicks(_elapsed), Timeout.InfiniteTimeSpan);
        return reached.Task;
    }

    /// <summary>Goes to the instant of the next timer and lets it fire.</summary>
    /// <returns>False where no timer is set.</returns>
    public bool MoveToNextTimer()
    {
        while (_timers.TryDequeue(out var timer, out var at))
        {
            if (timer.Due != at.Due || timer.Order != at.Order) continue;
            _elapsed = Math.Max(_elapsed, at.Due);
            timer.Fire();
            return true;
        }
        return false;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _period;

        public long Due { get; private set; } = -1;

        public long Order { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period.Ticks;
            Arm(dueTime.Ticks);
            return true;
        }

        public void Fire()
        {
            Due = -1;
            if (_period > 0) Arm(_period);
            callback(state);
        }

        public void Dispose() => Due = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Arm(long ticks)
        {
            // Timeout.InfiniteTimeSpan is negative: not armed.
            if (ticks < 0)
            {
                Due = -1;
                return;
            }
            Due = time._elapsed + ticks;
            Order = time._order++;
            time._timers.Enqueue(this, (Due, Order));
        }
    }
}
