using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ampwright.TestKit.Wire;

/// <summary>
/// Stands between stations and CSMS, on TCP, and is a bad line. The handshake passes unharmed; after it the line is late, slow, sliced or
/// stalled all the time, or breaks in the middle of every so-manieth segment.
/// <code>
/// station ──socket──► head as it is, then segments ──► toxic ──► socket ──► CSMS      and the same the other way
/// </code>
/// </summary>
/// <param name="csms">Where the CSMS listens; only host and port are used.</param>
/// <param name="toxic">What is wrong with it.</param>
/// <param name="delay">How long <see cref="Toxic.Late"/> and <see cref="Toxic.Stalled"/> keep bytes, and how long a hundred bytes take when <see cref="Toxic.Slow"/>.</param>
public sealed class ChaosProxy(Uri csms, Toxic toxic, TimeSpan delay) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private Task _accepting = Task.CompletedTask;
    private int _breaks;
    private int _segments;

    /// <summary>What stations connect to instead of the CSMS.</summary>
    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How often the line broke.</summary>
    public int Breaks => Volatile.Read(ref _breaks);

    /// <summary>A line that breaks does so in each segment of which this many have come; 0: it holds.</summary>
    public int BreaksEvery { get; set; }

    private bool IsBreaking => toxic is Toxic.Reset or Toxic.Truncated or Toxic.Repeated or Toxic.HalfClosed;

    public ChaosProxy Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        foreach (var socket in _open.Keys) RecordingProxy.Abort(socket);
        await _accepting;
        _stop.Dispose();
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
        using var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        station.NoDelay = true;
        (_open[station], _open[upstream]) = (true, true);
        try
        {
            await upstream.ConnectAsync(new IPEndPoint(IPAddress.Loopback, csms.Port), _stop.Token);
            await Task.WhenAll(PumpAsync(station, upstream), PumpAsync(upstream, station));
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            // Nobody to connect to.
        }
        finally
        {
            _open.TryRemove(station, out _);
            _open.TryRemove(upstream, out _);
            RecordingProxy.Abort(station);
            RecordingProxy.Abort(upstream);
        }
    }

    private async Task PumpAsync(Socket source, Socket target)
    {
        var buffer = new byte[16 * 1024];
        var isHead = true;
        try
        {
            while (await source.ReceiveAsync(buffer.AsMemory(), _stop.Token) is > 0 and { } read)
            {
                var segment = buffer.AsMemory(0, read);
                if (isHead) await SendAsync(target, segment);
                else if (!await PassAsync(source, target, segment)) return;
                isHead = false;
            }
            target.Shutdown(SocketShutdown.Send);
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            RecordingProxy.Abort(source);
            RecordingProxy.Abort(target);
        }
    }

    /// <returns>Whether the line still carries this direction.</returns>
    private async Task<bool> PassAsync(Socket source, Socket target, ReadOnlyMemory<byte> segment)
    {
        if (!IsBreaking)
        {
            await HinderAsync(target, segment);
            return true;
        }
        if (BreaksEvery == 0 || Interlocked.Increment(ref _segments) % BreaksEvery != 0)
        {
            await SendAsync(target, segment);
            return true;
        }
        Interlocked.Increment(ref _breaks);
        switch (toxic)
        {
            case Toxic.Reset:
                await SendAsync(target, segment[..(segment.Length / 2)]);
                RecordingProxy.Abort(target);
                RecordingProxy.Abort(source);
                break;
            case Toxic.Truncated:
                await SendAsync(target, segment[..(segment.Length / 2)]);
                target.Shutdown(SocketShutdown.Send);
                source.Shutdown(SocketShutdown.Send);
                break;
            case Toxic.Repeated:
                await SendAsync(target, segment);
                await SendAsync(target, segment);
                target.Shutdown(SocketShutdown.Send);
                source.Shutdown(SocketShutdown.Send);
                break;
            default:
                await SendAsync(target, segment);
                target.Shutdown(SocketShutdown.Send);
                break;
        }
        return false;
    }

    private async Task HinderAsync(Socket target, ReadOnlyMemory<byte> segment)
    {
        switch (toxic)
        {
            case Toxic.Sliced:
                for (var at = 0; at < segment.Length; at++) await SendAsync(target, segment.Slice(at, 1));
                break;
            case Toxic.Slow:
                for (var at = 0; at < segment.Length; at += 100)
                {
                    await SendAsync(target, segment.Slice(at, Math.Min(100, segment.Length - at)));
                    await Task.Delay(delay, TimeProvider.System, _stop.Token);
                }
                break;
            case Toxic.Stalled when Interlocked.Increment(ref _segments) % 5 != 0:
                await SendAsync(target, segment);
                break;
            default:
                await Task.Delay(delay, TimeProvider.System, _stop.Token);
                await SendAsync(target, segment);
                break;
        }
    }

    private async Task SendAsync(Socket target, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await target.SendAsync(bytes, _stop.Token)..];
    }
}
