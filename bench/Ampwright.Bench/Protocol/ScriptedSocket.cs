using System.Net.WebSockets;
using System.Threading.Tasks.Sources;

namespace Ampwright.Bench.Protocol;

/// <summary>A socket that delivers one frame over and over, each after the answer to the one before it, and then closes. It allocates nothing of its own.</summary>
internal sealed class ScriptedSocket(byte[] frame, int times, Action<int> answered) : WebSocket, IValueTaskSource<ValueWebSocketReceiveResult>
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<ValueWebSocketReceiveResult> _waiting = new() { RunContinuationsAsynchronously = true };
    private WebSocketState _state = WebSocketState.Open;
    private bool _isWaiting;
    private bool _isDue = true;
    private int _answers;

    public override WebSocketCloseStatus? CloseStatus => WebSocketCloseStatus.NormalClosure;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => "ocpp1.6";

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (buffer.IsEmpty && !_isDue)
            {
                _waiting.Reset();
                _isWaiting = true;
                return new(this, _waiting.Version);
            }

            if (_answers == times)
            {
                _state = WebSocketState.CloseReceived;
                return new(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true));
            }

            if (buffer.IsEmpty) return new(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Text, endOfMessage: false));
            frame.CopyTo(buffer.Span);
            _isDue = false;
            return new(new ValueWebSocketReceiveResult(frame.Length, WebSocketMessageType.Text, endOfMessage: true));
        }
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (!buffer.Span.StartsWith("[3,"u8)) throw new InvalidOperationException("The Heartbeat was not answered with a result.");
        answered(++_answers);
        var wakes = false;
        lock (_lock)
        {
            _isDue = true;
            wakes = _isWaiting;
            _isWaiting = false;
        }

        if (wakes) _waiting.SetResult(new ValueWebSocketReceiveResult(0, _answers == times ? WebSocketMessageType.Close : WebSocketMessageType.Text, endOfMessage: false));
        return ValueTask.CompletedTask;
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _state = WebSocketState.Closed;
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override void Abort() => _state = WebSocketState.Aborted;

    public override void Dispose()
    {
    }

    ValueWebSocketReceiveResult IValueTaskSource<ValueWebSocketReceiveResult>.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ValueWebSocketReceiveResult>.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource<ValueWebSocketReceiveResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);
}
