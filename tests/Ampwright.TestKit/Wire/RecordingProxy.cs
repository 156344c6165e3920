using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ampwright.TestKit.Wire;

/// <summary>
/// Stands between stations and CSMS, on TCP, and passes every byte on as it is. It records the OCPP frames, and can lose one, cut the
/// connections, keep new ones out, or swallow everything without a sign (a black hole: neither side sees an end).
/// </summary>
/// <remarks>
/// <code>
/// station ──socket──► head, then frames ──► log ──► fate ──► socket ──► CSMS      and the same the other way
/// </code>
/// </remarks>
public sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, ProxiedConnection> _open = new();
    private readonly Lock _rulesLock = new();
    private readonly List<Rule> _rules = [];
    private readonly IPEndPoint _csms;
    private readonly Task _accepting;
    private volatile bool _isOpen = true;
    private volatile TaskCompletionSource? _blackHole;
    private int _connections;

    /// <param name="csms">Where the CSMS listens; only host and port are used.</param>
    public RecordingProxy(Uri csms)
    {
        _csms = new IPEndPoint(IPAddress.Loopback, csms.Port);
        _listener.Start();
        Address = new Uri($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public WireLog Log { get; } = new();

    /// <summary>What stations connect to instead of the CSMS.</summary>
    public Uri Address { get; }

    /// <summary>How many connections were made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many are open now.</summary>
    public int OpenConnections => _open.Count;

    /// <summary>Lets the next frames that fit meet their fate.</summary>
    public void Doom(Func<WireFrame, bool> which, Fate fate, int times = 1)
    {
        lock (_rulesLock) _rules.Add(new Rule(which, fate) { Left = times });
    }

    /// <summary>Ends all connections without a goodbye; new ones may come.</summary>
    public void Cut()
    {
        foreach (var connection in _open.Values) connection.Cut();
    }

    /// <summary>Cuts, and refuses new connections until <see cref="Restore"/>.</summary>
    public void CutOff()
    {
        _isOpen = false;
        Cut();
    }

    /// <summary>Swallows everything both sides send until <see cref="Restore"/>; connections stay open, and new ones hear nothing.</summary>
    public void Swallow() => Interlocked.CompareExchange(ref _blackHole, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);

    public void Restore()
    {
        _isOpen = true;
        Interlocked.Exchange(ref _blackHole, null)?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        CutOff();
        Restore();
        await _accepting;
    }

    internal Task Passage => _blackHole?.Task ?? Task.CompletedTask;

    internal Fate Record(int connection, Side from, byte[] message)
    {
        var frame = Log.Add(connection, from, message);
        lock (_rulesLock)
        {
            if (_rules.FirstOrDefault(rule => rule.Left > 0 && rule.Which(frame)) is not { } rule) return Fate.Forwarded;
            rule.Left--;
            return frame.Fate = rule.Fate;
        }
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true) running.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(Socket station)
    {
        station.NoDelay = true;
        if (!_isOpen)
        {
            Abort(station);
            return;
        }

        var csms = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await csms.ConnectAsync(_csms, _stop.Token);
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            Abort(station);
            csms.Dispose();
            return;
        }

        var number = Interlocked.Increment(ref _connections);
        var connection = new ProxiedConnection(this, number, station, csms);
        _open[number] = connection;
        if (!_isOpen) connection.Cut();
        await connection.RunAsync();
        _open.TryRemove(number, out _);
    }

    internal static void Abort(Socket socket)
    {
        // Without lingering the close is a reset: the other side sees a broken connection, not an orderly end.
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return;
        }

        socket.Dispose();
    }

    private sealed record Rule(Func<WireFrame, bool> Which, Fate Fate)
    {
        public int Left { get; set; }
    }
}
