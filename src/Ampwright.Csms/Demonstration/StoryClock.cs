namespace Ampwright.Csms.Demonstration;

/// <summary>
/// The clock by which the demonstration's history happens. What time it is, the story says; what is waited for is waited for in the machine's own
/// time, so that a leap of hours makes no station silent and no answer late.
/// </summary>
/// <param name="start">When the history begins.</param>
internal sealed class StoryClock(DateTimeOffset start) : TimeProvider
{
    private long _now = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    /// <summary>Never goes back.</summary>
    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref _now, Math.Max(Interlocked.Read(ref _now), instant.UtcTicks));
}
