namespace Ampwright.Station.Loop;

/// <summary>
/// A timer whose action runs on the loop. Setting it anew or clearing it also takes back a firing that is already posted. It costs next to nothing
/// before it is first set: most of an idle station's never are.
/// </summary>
internal sealed class LoopTimer : IDisposable
{
    /// <summary>The longest wait a timer of the platform takes; longer ones are carried out in pieces by whoever set them.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private readonly StationLoop _loop;
    private readonly Action _action;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private long _generation;

    public LoopTimer(StationLoop loop, TimeProvider time, Action action)
    {
        _loop = loop;
        _time = time;
        _action = action;
    }

    public bool IsSet { get; private set; }

    /// <summary>Fires once after the given time; at once, but still through the loop, if that is not positive.</summary>
    public void Set(TimeSpan after)
    {
        IsSet = true;
        Interlocked.Increment(ref _generation);
        var wait = after < TimeSpan.Zero ? TimeSpan.Zero : after > Longest ? Longest : after;
        _timer ??= _time.CreateTimer(static timer => ((LoopTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public void Clear()
    {
        IsSet = false;
        Interlocked.Increment(ref _generation);
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        Clear();
        _timer?.Dispose();
    }

    private void Fire()
    {
        var generation = Interlocked.Read(ref _generation);
        _loop.Post(() =>
        {
            if (generation != Interlocked.Read(ref _generation)) return;
            IsSet = false;
            _action();
        });
    }
}
