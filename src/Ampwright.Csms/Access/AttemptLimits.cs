using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ampwright.Csms.Access;

/// <summary>
/// Slows down guessing. Nobody is kept out by what others try from elsewhere: what locks is counted by source, or by account and source; the
/// count of an account's failures over all sources only makes each further try take longer.
/// </summary>
internal sealed class AttemptLimits(TimeProvider time)
{
    /// <summary>Sign-ins from one address: 10 a minute.</summary>
    public AttemptWindow SignInSources { get; } = new(time, 10, TimeSpan.FromMinutes(1));

    /// <summary>Drivers' sign-ins from one address, apart: a driver's right one makes nobody's count of accounts begin anew. 10 a minute.</summary>
    public AttemptWindow DriverSources { get; } = new(time, 10, TimeSpan.FromMinutes(1));

    /// <summary>Wrong passwords for one account from one address, at signing in or at changing it: 30 in 5 minutes.</summary>
    public AttemptWindow Passwords { get; } = new(time, 30, TimeSpan.FromMinutes(5));

    /// <summary>Wrong passwords for one account, wherever from: from 100 in 5 minutes on each try takes <see cref="Slowness"/> longer.</summary>
    public AttemptWindow PasswordsFromAnywhere { get; } = new(time, 100, TimeSpan.FromMinutes(5));

    /// <summary>Wrong codes of an account's second factor, wherever from: 10 in 15 minutes. Only who knows the password is counted here.</summary>
    public AttemptWindow Codes { get; } = new(time, 10, TimeSpan.FromMinutes(15));

    public static TimeSpan Slowness { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Wrong API tokens from one address: 60 a minute.</summary>
    public AttemptWindow Tokens { get; } = new(time, 60, TimeSpan.FromMinutes(1));

    /// <summary>Wrong start codes from one address: 10 a minute.</summary>
    public AttemptWindow StartCodes { get; } = new(time, 10, TimeSpan.FromMinutes(1));

    /// <summary>Codes of connectors' pages from one address that no connector has: 30 a minute.</summary>
    public AttemptWindow ConnectorPages { get; } = new(time, 30, TimeSpan.FromMinutes(1));

    public static string SourceOf(HttpContext context) => SourceOf(context.Connection.RemoteIpAddress);

    /// <summary>Of IPv6 the network: whoever has one address of a /64 has all of them.</summary>
    public static string SourceOf(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var network = address.GetAddressBytes();
        Array.Clear(network, 8, 8);
        return $"{new IPAddress(network)}/64";
    }
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
        if (_windows.Count < MostKeys) return;
        // Someone sends from, or with, ever new names. Those that tried least are forgotten: nobody is let in again by what others try.
        foreach (var (key, _) in _windows.ToArray().OrderBy(pair => pair.Value.Count).ThenBy(pair => pair.Value.Ends).Take(MostKeys / 4)) _windows.TryRemove(key, out _);
    }
}
