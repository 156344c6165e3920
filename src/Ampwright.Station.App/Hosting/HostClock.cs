namespace Ampwright.Station.App.Hosting;

/// <summary>The wall clock of a simulated host, which somebody can set; the monotonic clock and the timers run on as they were.</summary>
internal sealed class HostClock(TimeProvider time) : TimeProvider
{
    private long _offset;

    /// <summary>How far it is ahead of this computer's.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offset));

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
