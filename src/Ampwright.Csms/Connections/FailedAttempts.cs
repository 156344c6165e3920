using System.Collections.Concurrent;

namespace Ampwright.Csms.Connections;

/// <summary>Counts failed attempts by identity and source within a minute; an attacker elsewhere cannot lock the real station out.</summary>
internal sealed class FailedAttempts(int limit, TimeProvider time)
{
    private const int MostKeys = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Attempts> _attempts = new(StringComparer.Ordinal);

    /// <summary>How long the key has to wait; null when it need not.</summary>
    public TimeSpan? RetryAfter(string key)
    {
        if (!_attempts.TryGetValue(key, out var attempts) || attempts.Count < limit) return null;
        var left = Window - time.GetElapsedTime(attempts.Since);
        return left > TimeSpan.Zero ? left : null;
    }

    public void Count(string key)
    {
        if (_attempts.Count >= MostKeys) Sweep();
        var now = time.GetTimestamp();
        _attempts.AddOrUpdate(key, _ => new Attempts(now, 1),
            (_, present) => IsOver(present) ? new Attempts(now, 1) : present with { Count = present.Count + 1 });
    }

    private void Sweep()
    {
        foreach (var (key, attempts) in _attempts)
        {
            if (IsOver(attempts)) _attempts.TryRemove(key, out _);
        }
        // Ever new names from everywhere: the memory for them is bounded, and a comparison costs microseconds.
        if (_attempts.Count >= MostKeys) _attempts.Clear();
    }

    private bool IsOver(Attempts attempts) => time.GetElapsedTime(attempts.Since) >= Window;

    private sealed record Attempts(long Since, int Count);
}
