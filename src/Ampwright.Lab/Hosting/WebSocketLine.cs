using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Hosting;

/// <summary>A WebSocket whose events take their turns on the lab's thread.</summary>
internal sealed class WebSocketLine(WebSocket socket, Conversation conversation, SynchronizationContext lab) : ISocket
{
    private const int LongestMessage = 1 << 20;

    // Whoever reads a text is told of bytes that are none.
    private static readonly UTF8Encoding Strictly = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
                if (message.Length > LongestMessage) return Garbled("a message longer than 1 MiB");
                if (!part.EndOfMessage) continue;
                if (part.MessageType == WebSocketMessageType.Binary)
                {
                    Garbled("a binary message");
                }
                else
                {
                    var text = Strictly.GetString(message.GetBuffer(), 0, (int)message.Length);
                    lab.Post(_ => conversation.Received(this, text), null);
                }
                message.SetLength(0);
            }
        }
        catch (DecoderFallbackException)
        {
            return Garbled("a text message that is not UTF-8");
        }
        // What is no WebSocket frame, or no UTF-8 in a text message.
        catch (WebSocketException wrong) when (wrong.WebSocketErrorCode == WebSocketError.Faulted)
        {
            return Garbled("a broken WebSocket frame, or a text that is not UTF-8");
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            return gone is WebSocketException ? "broken off" : "the run ended";
        }
    }

    private string Garbled(string what)
    {
        lab.Post(_ => conversation.Garbled(this, what), null);
        return what;
    }
}
