using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Hosting;

/// <summary>A WebSocket whose events take their turns on the lab's thread.</summary>
internal sealed class WebSocketLine(WebSocket socket, Conversation conversation, SynchronizationContext lab) : ISocket
{
    private const int LongestMessage = 1 << 20;

    private readonly Channel<string?> _outgoing = Channel.CreateUnbounded<string?>();

    public void Send(string text) => _outgoing.Writer.TryWrite(text);

    public void Close() => _outgoing.Writer.TryWrite(null);

    /// <summary>Tells of the connection and carries messages until it ends.</summary>
    public Task RunAsync(Handshake handshake, CancellationToken ended)
    {
        lab.Post(_ => conversation.Opened(this, handshake), null);
        return CarryAsync(ended);
    }

    /// <summary>Carries messages until the connection ends; the conversation knows of it already.</summary>
    public async Task CarryAsync(CancellationToken ended)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var sending = SendAsync(over.Token);
        var how = await ReceiveAsync(over.Token);
        await over.CancelAsync();
        await sending;
        lab.Post(_ => conversation.Closed(this, how), null);
    }

    private async Task SendAsync(CancellationToken over)
    {
        try
        {
            await foreach (var text in _outgoing.Reader.ReadAllAsync(over))
            {
                if (text is null) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "the lab ends it", over);
                else await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, over);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or InvalidOperationException)
        {
            // The receiving side tells how it ended.
        }
    }

    private async Task<string> ReceiveAsync(CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, over);
                if (part.MessageType == WebSocketMessageType.Close) return $"closed with {socket.CloseStatus}";
                await message.WriteAsync(buffer.AsMemory(0, part.Count), over);
                if (message.Length > LongestMessage) return "a message longer than 1 MiB";
                if (!part.EndOfMessage) continue;
                var text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                message.SetLength(0);
                lab.Post(_ => conversation.Received(this, text), null);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            return gone is WebSocketException ? "broken off" : "the run ended";
        }
    }
}
