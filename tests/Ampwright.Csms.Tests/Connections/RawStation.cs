using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Ampwright.Csms.Tests.Connections;

/// <summary>The other end of a connection, frame by frame: it can be as wrong as a test wants it to be.</summary>
internal sealed class RawStation(Uri csms, string identity) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly Queue<string> _cameBetween = new();
    private int _messages;

    public ClientWebSocket Socket { get; private set; } = new();

    public string Path { get; set; } = $"/ocpp/{Uri.EscapeDataString(identity)}";

    /// <summary>The whole Authorization header; null sends none.</summary>
    public string? Authorization { get; set; } = Basic(identity, RunningCsms.Password);

    public IReadOnlyList<string> Subprotocols { get; set; } = ["ocpp1.6"];

    /// <summary>Shown in the TLS handshake.</summary>
    public X509Certificate2? Certificate { get; set; }

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>How long the next frame may take.</summary>
    public TimeSpan ReceivePatience { get; init; } = TimeSpan.FromSeconds(10);

    public static string Basic(string user, byte[] password) => "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes(user), (byte)':', .. password]);

    public async Task ConnectAsync()
    {
        Socket.Dispose();
        Socket = new ClientWebSocket();
        foreach (var offered in Subprotocols) Socket.Options.AddSubProtocol(offered);
        if (Authorization is not null) Socket.Options.SetRequestHeader("Authorization", Authorization);
        foreach (var (name, value) in Headers) Socket.Options.SetRequestHeader(name, value);
        Socket.Options.CollectHttpResponseDetails = true;
        Socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (Certificate is not null) Socket.Options.ClientCertificates.Add(Certificate);
        // Whom a station trusts is not what these tests are about.
        Socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        await Socket.ConnectAsync(new Uri($"{(csms.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{csms.Authority}{Path}"), CancellationToken.None).WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>The HTTP status the attempt ends with; 101 when it is let in.</summary>
    public async Task<int> KnockAsync()
    {
        try
        {
            await ConnectAsync();
            return 101;
        }
        catch (WebSocketException)
        {
            return (int)Socket.HttpStatusCode;
        }
    }

    /// <summary>Whether it is let in; false also where the line breaks meanwhile.</summary>
    public async Task<bool> TryConnectAsync()
    {
        try
        {
            return await KnockAsync() == 101;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TimeoutException)
        {
            return false;
        }
    }

    public async Task SendAsync(string frame) =>
        await Socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).WaitAsync(Patience, TimeProvider.System);

    /// <summary>The next frame; null when the connection has ended.</summary>
    public async Task<string?> ReceiveAsync() => _cameBetween.TryDequeue(out var earlier) ? earlier : await ReadAsync();

    private async Task<string?> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(ReceivePatience);
        try
        {
            var length = 0;
            while (true)
            {
                var received = await Socket.ReceiveAsync(_buffer.AsMemory(length), deadline.Token);
                if (received.MessageType == WebSocketMessageType.Close) return null;
                length += received.Count;
                if (received.EndOfMessage) return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Sends a CALL and returns the answer's frame; a CALL that comes before it is left for the next <see cref="ReceiveAsync"/>.</summary>
    public async Task<JsonElement> CallAsync(string action, string payload, string? messageId = null)
    {
        await SendAsync($"""[2,"{messageId ?? $"s{++_messages}"}","{action}",{payload}]""");
        while (true)
        {
            var frame = await ReadAsync() ?? throw new InvalidOperationException("The connection ended instead of an answer.");
            if (!frame.StartsWith("[2,", StringComparison.Ordinal)) return JsonElement.Parse(frame);
            _cameBetween.Enqueue(frame);
        }
    }

    /// <summary>Receives one CALL and answers it; returns it.</summary>
    public async Task<JsonElement> AnswerAsync(string payload)
    {
        var call = await NextCallAsync();
        await SendAsync($"""[3,"{call[1].GetString()}",{payload}]""");
        return call;
    }

    /// <summary>Receives one CALL and leaves it without an answer.</summary>
    public async Task<JsonElement> NextCallAsync() => JsonElement.Parse(await ReceiveAsync() ?? throw new InvalidOperationException("The connection ended instead of a CALL."));

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
