using System.Diagnostics;

namespace Ampwright.Bench.Load;

/// <summary>How long something took, the last so many times.</summary>
internal sealed class Latencies
{
    private readonly long[] _ticks;
    private long _count;

    /// <param name="most">How many are kept.</param>
    public Latencies(int most = 10_000_000)
        : this(new long[most], 0)
    {
    }

    private Latencies(long[] ticks, long count) => (_ticks, _count) = (ticks, count);

    public long Count => Interlocked.Read(ref _count);

    public void Add(long ticks) => _ticks[(Interlocked.Increment(ref _count) - 1) % _ticks.Length] = ticks;

    /// <summary>Those that came after the first so many.</summary>
    public Latencies From(long first)
    {
        var taken = _ticks[(int)first..(int)Math.Min(_count, _ticks.Length)];
        return new Latencies(taken, taken.Length);
    }

    /// <returns>Milliseconds within which the share of answers came.</returns>
    public double Within(double share)
    {
        var sorted = _ticks[..(int)Math.Min(_count, _ticks.Length)];
        Array.Sort(sorted);
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)] * 1000.0 / Stopwatch.Frequency;
    }
}
