using System.Net.WebSockets;
using System.Text;

namespace Ampwright.TestKit;

/// <summary>
/// One end of a WebSocket whose other end is the test: what is delivered is read on the delivering thread, or in the reader's synchronization
/// context, before <see cref="Deliver"/> returns; what is sent is handed to the test at once. No thread pool has a part in it.
/// </summary>
/// <param name="sent">Takes each message that the owner of this end sends.</param>
public sealed class MemoryWebSocket(Action<string> sent) : WebSocket
{
    private readonly Queue<byte[]> _messages = new();
    private TaskCompletionSource? _reader;
    private int _taken;
    private WebSocketState _state = WebSocketState.Open;
    private WebSocketCloseStatus? _status;
    private string? _why;

    /// <summary>What a message that is sent waits for before the socket says it has left; null = nothing.</summary>
    public Task? Leaving { get; set; }

    /// <summary>Called once, when this end has said goodbye or has dropped the connection.</summary>
    public Action? Gone { get; set; }

    public override WebSocketCloseStatus? CloseStatus => _status;

    public override string? CloseStatusDescription => _why;

    public override WebSocketState State => _state;

    public override string? SubProtocol => "ocpp1.6";

    /// <summary>A text message of the other end arrives.</summary>
    public void Deliver(string text)
    {
        if (_state is WebSocketState.Aborted or WebSocketState.Closed) return;
        _messages.Enqueue(Encoding.UTF8.GetBytes(text));
        WakeReader();
    }

    /// <summary>The other end says goodbye.</summary>
    public void DeliverClose(string why)
    {
        if (_state != WebSocketState.Open) return;
        (_status, _why, _state) = (WebSocketCloseStatus.NormalClosure, why, WebSocketState.CloseReceived);
        WakeReader();
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_state == WebSocketState.Aborted) throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            if (_messages.TryPeek(out var message))
            {
                var part = message.AsMemory(_taken, Math.Min(buffer.Length, message.Length - _taken));
                part.CopyTo(buffer);
                _taken += part.Length;
                var whole = buffer.Length > 0 && _taken == message.Length;
                if (whole) (_taken, _) = (0, _messages.Dequeue());
                return new ValueWebSocketReceiveResult(part.Length, WebSocketMessageType.Text, whole);
            }
            if (_state is WebSocketState.CloseReceived or WebSocketState.Closed) return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
            _reader = new TaskCompletionSource();
            await _reader.Task;
        }
    }

    public override async ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (_state is not (WebSocketState.Open or WebSocketState.CloseReceived)) throw new WebSocketException(WebSocketError.InvalidState);
        sent(Encoding.UTF8.GetString(buffer.Span));
        if (Leaving is { } leaving) await leaving;
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        // The other end answers a goodbye at once.
        if (_state == WebSocketState.Open) (_status, _why) = (closeStatus, statusDescription);
        End(WebSocketState.Closed);
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Abort() => End(WebSocketState.Aborted);

    public override void Dispose() => Abort();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private void End(WebSocketState state)
    {
        if (_state is WebSocketState.Closed or WebSocketState.Aborted) return;
        _state = state;
        Gone?.Invoke();
        WakeReader();
    }

    private void WakeReader()
    {
        var reader = _reader;
        _reader = null;
        reader?.TrySetResult();
    }
}
