namespace Ampwright.Csms.Connections;

/// <summary>So many at once, and so many a second in the long run. For one caller at a time.</summary>
internal sealed class TokenBucket(double perSecond, int most, TimeProvider time)
{
    private double _left = most;
    private long _filled = time.GetTimestamp();

    /// <summary>Counts one and returns how long it has to wait.</summary>
    public TimeSpan Take()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(most, _left + time.GetElapsedTime(_filled, now).TotalSeconds * perSecond) - 1;
        _filled = now;
        return _left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_left / perSecond);
    }
}
