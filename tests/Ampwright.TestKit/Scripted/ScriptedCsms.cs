using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;
using Ampwright.TestKit.Wire;

namespace Ampwright.TestKit.Scripted;

/// <summary>
/// A management system that answers by script: decently as long as nothing else is said, and otherwise late, wrong, or not at all.
/// It takes any station and any password.
/// </summary>
public sealed class ScriptedCsms : IAsyncDisposable
{
    private const string WebSocketGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<JsonElement, Reply>> _script = new();
    private readonly Task _accepting;
    private volatile RawPeer? _station;
    private int _connections;
    private int _transactions;

    public ScriptedCsms()
    {
        On("BootNotification", _ => Reply.Result(new { status = "Accepted", currentTime = Now, interval = 300 }));
        On("Heartbeat", _ => Reply.Result(new { currentTime = Now }));
        On("StatusNotification", _ => Reply.Result(new { }));
        On("Authorize", _ => Reply.Result(new { idTagInfo = new { status = "Accepted" } }));
        On("StartTransaction", _ => Reply.Result(new { transactionId = Interlocked.Increment(ref _transactions), idTagInfo = new { status = "Accepted" } }));
        On("MeterValues", _ => Reply.Result(new { }));
        On("StopTransaction", _ => Reply.Result(new { }));
        _listener.Start();
        Address = new Uri($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/ocpp");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Everything that was received and sent.</summary>
    public WireLog Log { get; } = new();

    /// <summary>How many connections were made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How the CALLs of one action are met from now on; the payload is handed in.</summary>
    public void On(string action, Func<JsonElement, Reply> reply) => _script[action] = reply;

    /// <summary>Meets the next CALLs of one action in another way, then as before.</summary>
    public void Once(string action, Reply reply, int times = 1)
    {
        var before = _script[action];
        On(action, payload => Interlocked.Decrement(ref times) >= 0 ? reply : before(payload));
    }

    /// <summary>Sends any text to the station that connected last.</summary>
    public Task SendAsync(string text)
    {
        Log.Add(Connections, Side.Csms, Encoding.UTF8.GetBytes(text));
        return (_station ?? throw new InvalidOperationException("No station is connected.")).SendAsync(text);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        _station?.Socket.Abort();
        await _accepting;
        _stop.Dispose();
    }

    private static string Now => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true) running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            if (await new WebSocketFrames(stream).ReadHeadAsync() is not { } head) return;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Accept: {AcceptKey(head)}\r\n\r\n"));
            using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = "ocpp1.6" });
            await ConverseAsync(new RawPeer(socket), Interlocked.Increment(ref _connections));
        }
        catch (Exception end) when (end is IOException or SocketException or WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection ended; what it carried is in the log.
        }
    }

    private async Task ConverseAsync(RawPeer station, int connection)
    {
        _station = station;
        while (await station.ReceiveAsync(patience: Timeout.InfiniteTimeSpan) is { } text)
        {
            var frame = Log.Add(connection, Side.Station, Encoding.UTF8.GetBytes(text));
            if (frame.Kind != FrameKind.Call) continue;
            var reply = _script.TryGetValue(frame.Action ?? "", out var answer) ? answer(frame.Payload) : Reply.Error("NotImplemented");
            if (reply.HangsUp) return;
            if (reply.Frame is null) continue;
            var sent = reply.Frame(frame.Id);
            Log.Add(connection, Side.Csms, Encoding.UTF8.GetBytes(sent));
            await station.SendAsync(sent);
        }
    }

    private static string AcceptKey(byte[] head)
    {
        const string Name = "Sec-WebSocket-Key:";
        var line = Encoding.ASCII.GetString(head).Split("\r\n").First(one => one.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
#pragma warning disable CA5350 // RFC 6455 §4.2.2 names SHA-1; nothing is protected by it.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(line[Name.Length..].Trim() + WebSocketGuid)));
#pragma warning restore CA5350
    }
}
