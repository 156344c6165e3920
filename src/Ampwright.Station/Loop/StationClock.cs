namespace Ampwright.Station.Loop;

/// <summary>
/// The station's own clock: runs with the monotonic clock, is set by the CSMS, and never follows steps of the host's wall clock.
/// Timers do not use it; they count monotonic time.
/// </summary>
internal sealed class StationClock
{
    /// <summary>Smaller differences are the network's delay, not the clock's error.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>What a CSMS tells outside of these years is a fault of its own, not the time.</summary>
    public const int LeastYear = 2000;
    public const int GreatestYear = 2199;

    private readonly TimeProvider _time;
    private DateTimeOffset _anchor;
    private long _anchoredAt;

    /// <param name="time">Source of the first guess and of monotonic time.</param>
    /// <param name="trusted">True if the host's clock was known to be right at boot.</param>
    public StationClock(TimeProvider time, bool trusted)
    {
        _time = time;
        _anchor = time.GetUtcNow();
        _anchoredAt = time.GetTimestamp();
        Trusted = trusted;
    }

    /// <summary>Raised with the size of the step after the clock was set.</summary>
    public Action<TimeSpan>? Stepped { get; set; }

    public bool Trusted { get; private set; }

    public DateTimeOffset Now => _anchor + _time.GetElapsedTime(_anchoredAt);

    /// <summary>Takes the time of the CSMS. OCPP 1.6 ed. 2 §4.2, §4.6.</summary>
    /// <returns>False for a time that cannot be: the clock stays as it was.</returns>
    public bool Set(DateTimeOffset utc)
    {
        if (utc.UtcDateTime.Year is < LeastYear or > GreatestYear) return false;
        var step = utc - Now;
        var first = !Trusted;
        Trusted = true;
        if (step.Duration() < Tolerance && !first) return true;
        _anchor = utc.ToUniversalTime();
        _anchoredAt = _time.GetTimestamp();
        Stepped?.Invoke(step);
        return true;
    }
}
