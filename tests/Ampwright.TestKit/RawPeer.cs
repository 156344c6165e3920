using System.Net.WebSockets;
using System.Text;

namespace Ampwright.TestKit;

/// <summary>The other end of a connection, moved by hand: sends whatever text a test wants, also what no decent peer would, and reads what comes.</summary>
public sealed class RawPeer(WebSocket socket)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly byte[] _buffer = new byte[1024 * 1024];

    public WebSocket Socket { get; } = socket;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] message, WebSocketMessageType type)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await Socket.SendAsync(message.AsMemory(), type, endOfMessage: true, deadline.Token);
    }

    /// <summary>The next whole text; null when the other side closed.</summary>
    /// <param name="patience">How long to wait for it; null = 20 s.</param>
    public async Task<string?> ReceiveAsync(TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? Patience);
        var length = 0;
        while (true)
        {
            var received = await Socket.ReceiveAsync(_buffer.AsMemory(length), deadline.Token);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            length += received.Count;
            if (received.EndOfMessage) return Encoding.UTF8.GetString(_buffer, 0, length);
        }
    }
}
