using Ampwright.Station.Loop;

namespace Ampwright.Station.Flight;

/// <summary>
/// The clocks of a recorded life. On the loop they stand still between two things that come from outside: all that follows from one of them
/// happens at its instant, in the record and in a replay. Timers fire as things from outside.
/// </summary>
internal sealed class RecordedTime : TimeProvider
{
    private readonly TimeProvider _time;
    private readonly StationLoop _loop;
    private readonly RecordedLife _life;
    private readonly List<RecordedTimer> _timers = [];
    private bool _begun;
    private int _created;

    public RecordedTime(TimeProvider time, StationLoop loop, RecordedLife life)
    {
        (_time, _loop, _life) = (time, loop, life);
        Tick();
    }

    public long Mono { get; private set; }

    public DateTimeOffset Wall { get; private set; }

    public override TimeZoneInfo LocalTimeZone => _time.LocalTimeZone;

    public override long TimestampFrequency => _time.TimestampFrequency;

    /// <summary>When the timers that wait are due, by their numbers.</summary>
    public IEnumerable<(int Number, long Due)> Waiting => _timers.Where(timer => timer.Due is not null).Select(timer => (timer.Number, timer.Due!.Value));

    private bool IsInside => !_begun || _loop.IsCurrent;

    /// <summary>Something came from outside.</summary>
    public void Tick() => (Mono, Wall) = (_time.GetTimestamp(), _time.GetUtcNow());

    /// <summary>The runtime is put together; from here on it lives on its loop.</summary>
    public void Begin() => _begun = true;

    public override DateTimeOffset GetUtcNow() => IsInside ? Wall : _time.GetUtcNow();

    public override long GetTimestamp() => IsInside ? Mono : _time.GetTimestamp();

    // What works beside the loop, such as a file on its way, is not recorded and keeps the real clock.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!IsInside) return _time.CreateTimer(callback, state, dueTime, period);
        var timer = new RecordedTimer(this, ++_created, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class RecordedTimer : ITimer
    {
        private readonly RecordedTime _at;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private long _generation;

        public RecordedTimer(RecordedTime at, int number, TimerCallback callback, object? state)
        {
            (_at, Number, _callback, _state) = (at, number, callback, state);
            _timer = at._time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public int Number { get; }

        public long? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _generation);
            var waits = dueTime != Timeout.InfiniteTimeSpan;
            if (_at.IsInside)
            {
                // Only those that wait are looked through.
                if (waits && Due is null) _at._timers.Add(this);
                else if (!waits) _at._timers.Remove(this);
                Due = waits ? _at.Mono + (long)(dueTime.TotalSeconds * _at.TimestampFrequency) : null;
            }
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            var generation = Interlocked.Read(ref _generation);
            _at._loop.Arrive(() =>
            {
                if (generation != Interlocked.Read(ref _generation)) return;
                _at._life.Arrived(new FlightLine { Kind = FlightKind.Timer, Number = Number, Due = Due });
                _at._timers.Remove(this);
                Due = null;
                _callback(_state);
            });
        }
    }
}
