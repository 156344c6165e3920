using System.Collections.Concurrent;

namespace Ampwright.Csms.Access;

/// <summary>Slows down guessing: attempts per source address, and sign-ins also per account name.</summary>
internal sealed class AttemptLimits(TimeProvider time)
{
    /// <summary>Sign-ins from one address: 10 a minute.</summary>
    public AttemptWindow SignInSources { get; } = new(time, 10, TimeSpan.FromMinutes(1));

    /// <summary>Failed sign-ins to one account, wherever from: 30 in 5 minutes.</summary>
    public AttemptWindow SignInAccounts { get; } = new(time, 30, TimeSpan.FromMinutes(5));

    /// <summary>Wrong API tokens from one address: 60 a minute.</summary>
    public AttemptWindow Tokens { get; } = new(time, 60, TimeSpan.FromMinutes(1));

    public static string SourceOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}

/// <summary>Counts attempts by key in windows that begin with the first attempt.</summary>
internal sealed class AttemptWindow(TimeProvider time, int limit, TimeSpan length)
{
    private const int MostKeys = 10_000;

    private readonly ConcurrentDictionary<string, (DateTimeOffset Ends, int Count)> _windows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long the key has to wait; null when it need not.</summary>
    public TimeSpan? RetryAfter(string key) =>
        _windows.TryGetValue(key, out var window) && window.Count >= limit && window.Ends - time.GetUtcNow() is { } left && left > TimeSpan.Zero
            ? left
            : null;

    public void Count(string key)
    {
        var now = time.GetUtcNow();
        if (_windows.Count >= MostKeys) Sweep(now);
        _windows.AddOrUpdate(key, _ => (now + length, 1), (_, window) => window.Ends <= now ? (now + length, 1) : (window.Ends, window.Count + 1));
    }

    public void Forget(string key) => _windows.TryRemove(key, out _);

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, window) in _windows)
        {
            if (window.Ends <= now) _windows.TryRemove(key, out _);
        }
        // Someone sends from, or with, ever new names: forgetting all of them costs less than keeping them.
        if (_windows.Count >= MostKeys) _windows.Clear();
    }
}
