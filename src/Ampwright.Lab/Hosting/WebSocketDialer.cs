using System.Net.WebSockets;
using System.Text;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Hosting;

/// <summary>Dials the CSMS under test over a WebSocket, as the lab's station.</summary>
/// <param name="endpoint">Its end point without the identity, ws:// or wss://.</param>
/// <param name="password">For basic authentication, text or hexadecimal digits; null for none.</param>
internal sealed class WebSocketDialer(Uri endpoint, string identity, string? password, SynchronizationContext lab) : IDialer, IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private Task _running = Task.CompletedTask;
    private CancellationTokenSource? _line;

    public Conversation? Conversation { get; set; }

    public async Task ConnectAsync()
    {
        await DropAsync();
        var socket = new ClientWebSocket();
        if (await OpenAsync(socket, ["ocpp1.6"]) is { } why)
        {
            socket.Dispose();
            throw new LabException($"The CSMS at {endpoint} does not take the station {identity}: {why}");
        }
        _line = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        var ended = _line.Token;
        var line = new WebSocketLine(socket, Conversation!, lab);
        // On the lab's thread: whoever waits for this finds the connection there.
        Conversation!.Opened(line, new Handshake { Path = Address.AbsolutePath, Subprotocols = ["ocpp1.6"] });
        _running = Task.Run(
            async () =>
            {
                using (socket) await line.CarryAsync(ended);
            },
            CancellationToken.None);
    }

    public async Task<string?> NegotiateAsync(IReadOnlyList<string> subprotocols)
    {
        // A second connection of one station would only push the first one out.
        await DropAsync();
        using var socket = new ClientWebSocket();
        return await OpenAsync(socket, subprotocols) is null ? socket.SubProtocol ?? "" : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        _over.Dispose();
        _line?.Dispose();
    }

    // 32 to 40 hexadecimal digits are bytes, anything else is text (TC_085_CSMS, 2025-11).
    private static byte[] PasswordBytes(string password) =>
        password.Length is >= 32 and <= 40 && password.Length % 2 == 0 && password.All(char.IsAsciiHexDigit) ? Convert.FromHexString(password) : Encoding.UTF8.GetBytes(password);

    private Uri Address => new($"{endpoint.ToString().TrimEnd('/')}/{Uri.EscapeDataString(identity)}");

    // Without a word, as a line that breaks.
    private async Task DropAsync()
    {
        if (_line is not { } line) return;
        await line.CancelAsync();
        await _running;
        line.Dispose();
        _line = null;
    }

    private async Task<string?> OpenAsync(ClientWebSocket socket, IReadOnlyList<string> subprotocols)
    {
        foreach (var subprotocol in subprotocols) socket.Options.AddSubProtocol(subprotocol);
        if (password is not null)
            socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String([.. Encoding.UTF8.GetBytes($"{identity}:"), .. PasswordBytes(password)])}");
        try
        {
            await socket.ConnectAsync(Address, _over.Token);
            return null;
        }
        catch (WebSocketException refused)
        {
            return refused.Message;
        }
    }
}
