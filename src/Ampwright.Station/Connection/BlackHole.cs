using System.Net.Sockets;

namespace Ampwright.Station.Connection;

/// <summary>
/// A way on which bytes vanish, both ways, while sockets stay open: a firewall that drops packets, a router that forgot its connections. What
/// lost a byte to it stays dead, also when the hole is closed; new connections then come about. Safe from any thread.
/// </summary>
internal sealed class BlackHole : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Stream> _forgotten = [];
    private TaskCompletionSource? _closes;

    public bool IsOpen
    {
        get
        {
            lock (_lock) return _closes is not null;
        }
        set
        {
            TaskCompletionSource? closes = null;
            Stream[] forgotten = [];
            lock (_lock)
            {
                if (value) _closes ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                else (closes, _closes, forgotten) = (_closes, null, [.. _forgotten]);
                if (!value) _forgotten.Clear();
            }
            closes?.TrySetResult();
            foreach (var stream in forgotten) stream.Dispose();
        }
    }

    /// <summary>Nobody answers while the hole is open.</summary>
    public Task WayAsync(CancellationToken cancel)
    {
        lock (_lock) return _closes is { } closes ? closes.Task.WaitAsync(cancel) : Task.CompletedTask;
    }

    /// <summary>Opens a connection through it.</summary>
    public async Task<Stream> ConnectAsync(Socket socket, System.Net.EndPoint to, CancellationToken cancel)
    {
        await WayAsync(cancel).ConfigureAwait(false);
        await socket.ConnectAsync(to, cancel).ConfigureAwait(false);
        return new HoledStream(new NetworkStream(socket, ownsSocket: true), this);
    }

    /// <summary>A connection that was given up on this side: the other must not hear of it while the hole is open.</summary>
    public bool Forgets(Stream stream)
    {
        lock (_lock)
        {
            if (_closes is null) return false;
            _forgotten.Add(stream);
            return true;
        }
    }

    public void Dispose() => IsOpen = false;
}
