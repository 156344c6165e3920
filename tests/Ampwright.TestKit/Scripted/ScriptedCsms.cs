using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<JsonElement, Reply>> _script = new();
    private readonly Task _accepting;
    private volatile RawPeer? _station;
    private int _connections;
    private int _transactions;

    /// <param name="tls">Behind TLS, with these options; null = without.</param>
    /// <param name="host">The name in <see cref="Address"/>; it has to be one of this machine.</param>
    public ScriptedCsms(SslServerAuthenticationOptions? tls = null, string host = "127.0.0.1")
    {
        _tls = tls;
        On("BootNotification", _ => Reply.Result(new { status = "Accepted", currentTime = Now, interval = 300 }));
        On("Heartbeat", _ => Reply.Result(new { currentTime = Now }));
        On("StatusNotification", _ => Reply.Result(new { }));
        On("Authorize", _ => Reply.Result(new { idTagInfo = new { status = "Accepted" } }));
        On("StartTransaction", _ => Reply.Result(new { transactionId = Interlocked.Increment(ref _transactions), idTagInfo = new { status = "Accepted" } }));
        On("MeterValues", _ => Reply.Result(new { }));
        On("StopTransaction", _ => Reply.Result(new { }));
        _listener.Start();
        Address = new Uri($"{(tls is null ? "ws" : "wss")}://{host}:{((IPEndPoint)_listener.LocalEndpoint).Port}/ocpp");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Everything that was received and sent.</summary>
    public WireLog Log { get; } = new();

    /// <summary>How many connections were made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The requests for a WebSocket, head and all, that came in and were let in or not.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The handshakes that came about, closed connections included.</summary>
    public ConcurrentQueue<Handshake> Handshakes { get; } = new();

    /// <summary>An HTTP status to refuse a request with; null lets it in.</summary>
    public Func<string, int?> Door { get; set; } = static _ => null;

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
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException) // The listener is stopped, or stopped just before it was asked.
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
            var stream = await SecuredAsync(client.GetStream());
            await using var closing = stream;
            if (await new WebSocketFrames(stream).ReadHeadAsync() is not { } head) return;
            var request = Encoding.Latin1.GetString(head);
            Requests.Enqueue(request);
            if (Door(request) is { } refused)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {refused} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                return;
            }
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Accept: {AcceptKey(head)}\r\n\r\n"));
            using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = "ocpp1.6" });
            await ConverseAsync(new RawPeer(socket), Interlocked.Increment(ref _connections));
        }
        catch (Exception end) when (end is IOException or SocketException or WebSocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection ended; what it carried is in the log.
        }
    }

    private async Task<Stream> SecuredAsync(NetworkStream plain)
    {
        if (_tls is null) return plain;
        var secured = new SslStream(plain);
        await secured.AuthenticateAsServerAsync(_tls);
        Handshakes.Enqueue(new Handshake(secured.SslProtocol, secured.NegotiatedCipherSuite, (secured.RemoteCertificate as X509Certificate2)?.Subject));
        return secured;
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
