using System.Net;
using Ampwright.Csms.Connections;
using Microsoft.AspNetCore.Connections;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// Keeps strangers from using up what connections cost before anybody has said who he is. Counted by source are connections that have not
/// come to a request yet, and handshakes that failed; never stations that are through: thousands may share one address.
/// <code>
/// accepted ─► slot? ─no─► dropped      slot ─► TLS ─► first request ─► slot free      10 s without one ─► dropped
/// </code>
/// </summary>
internal sealed class ConnectionGate(ConnectionOptions options, TimeProvider time, ILogger<ConnectionGate> log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _unfinished = new(StringComparer.Ordinal);
    private readonly FailedAttempts _failures = new(options.FailedHandshakesPerMinute, time);

    /// <summary>Unfinished connections of all sources.</summary>
    public int Unfinished
    {
        get
        {
            lock (_lock) return _unfinished.Values.Sum();
        }
    }

    public async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var source = SourceOf(connection.RemoteEndPoint);
        if (!TryEnter(source))
        {
            log.ConnectionDropped(source);
            connection.Abort(new ConnectionAbortedException("Too many unfinished connections from this source."));
            return;
        }
        using var slot = new ConnectionSlot(() => Leave(source), () => connection.Abort(new ConnectionAbortedException("No request came in time.")), options.FirstRequestPatience, time);
        connection.Features.Set(slot);
        await next(connection);
    }

    /// <summary>A handshake came to nothing.</summary>
    public void CountFailure(EndPoint? remote) => _failures.Count(SourceOf(remote));

    /// <summary>One subscriber has a whole /64 of IPv6 to choose addresses from.</summary>
    public static string SourceOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var address }) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"{Convert.ToHexString(address.GetAddressBytes()[..8])}/64" : address.ToString();
    }

    private bool TryEnter(string source)
    {
        // Whoever failed often is served a few at a time, not shut out: honest stations may share his address.
        var most = _failures.RetryAfter(source) is null ? options.UnfinishedPerSource : options.UnfinishedPerFailingSource;
        lock (_lock)
        {
            var present = _unfinished.GetValueOrDefault(source);
            if (present >= most) return false;
            _unfinished[source] = present + 1;
            return true;
        }
    }

    private void Leave(string source)
    {
        lock (_lock)
        {
            if (--_unfinished[source] == 0) _unfinished.Remove(source);
        }
    }
}
