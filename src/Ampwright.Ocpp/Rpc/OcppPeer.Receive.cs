using System.Net.WebSockets;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Rpc;

public sealed partial class OcppPeer
{
    private async Task<PeerClosure> ReceiveAsync()
    {
        try
        {
            while (true)
            {
                // Nothing is rented while the other side is quiet: an idle station costs no buffer.
                var pending = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
                if (pending.MessageType == WebSocketMessageType.Close) return await ClosedByOtherAsync();

                var buffer = new PooledBuffer(4096, _account);
                var handedOn = false;
                try
                {
                    if (await ReceiveMessageAsync(buffer) is { } end) return end;
                    handedOn = Dispatch(buffer);
                }
                catch (TooManyCallsException)
                {
                    await CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "too many unanswered CALLs");
                    _socket.Abort();
                    return new PeerClosure(PeerEnd.TooManyCalls, WebSocketCloseStatus.PolicyViolation, "too many unanswered CALLs");
                }
                finally
                {
                    if (!handedOn) buffer.Dispose();
                }
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            return new PeerClosure(PeerEnd.Lost, _socket.CloseStatus, lost.Message);
        }
    }

    private async ValueTask<PeerClosure?> ReceiveMessageAsync(PooledBuffer buffer)
    {
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.GetMemory(1024), CancellationToken.None);
            Interlocked.Exchange(ref _lastReceived, _time.GetTimestamp());
            if (received.MessageType == WebSocketMessageType.Close) return await ClosedByOtherAsync();
            buffer.Advance(received.Count);
            if (buffer.Length > _maxMessageBytes)
            {
                Interlocked.CompareExchange(ref _closure, new PeerClosure(PeerEnd.MessageTooBig, WebSocketCloseStatus.MessageTooBig, "message over the limit"), null);
                await CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, $"at most {_maxMessageBytes} bytes");
                _socket.Abort();
                return _closure;
            }

            if (!received.EndOfMessage) continue;
            if (received.MessageType == WebSocketMessageType.Text) return null;
            _observer?.Ignored(IgnoredReason.Unreadable, "a binary message; OCPP-J sends text (OCPP-J 1.6 §4.1.2)");
            buffer.Reset();
        }
    }

    private async Task<PeerClosure> ClosedByOtherAsync()
    {
        var closure = new PeerClosure(PeerEnd.ClosedByOther, _socket.CloseStatus, _socket.CloseStatusDescription ?? "");
        if (_socket.State == WebSocketState.CloseReceived) await CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "");
        return closure;
    }

    /// <summary>Acts on one message; true when its buffer was handed on with a CALL.</summary>
    private bool Dispatch(PooledBuffer buffer)
    {
        var text = buffer.Written.Span;
        _observer?.Received(text);
        var frame = FrameReader.Read(text);
        switch (frame.Kind)
        {
            case FrameKind.Call:
                return DispatchCall(frame, buffer);
            case FrameKind.CallResult:
            case FrameKind.CallError:
                DispatchAnswer(frame, text);
                return false;
            case FrameKind.UnknownMessageType:
                _observer?.Ignored(IgnoredReason.UnknownMessageType, frame.FaultText ?? "");
                return false;
            default:
                _observer?.Ignored(IgnoredReason.Unreadable, frame.FaultText ?? "");
                return false;
        }
    }

    // The order of checks is the one of the digest of the standard: shape, id, action known, offered, registered, payload, handler.
    private bool DispatchCall(Frame frame, PooledBuffer buffer)
    {
        if (frame.Action is not { } action)
            return frame.ActionName is null
                ? Enqueue(new WaitingCall(null, buffer, frame.Id, null, frame.Fault!.Value, frame.FaultText!))
                : Enqueue(new WaitingCall(null, buffer, frame.Id, frame.ActionName, RpcErrorCode.NotImplemented, $"'{frame.ActionName}' is not an action of OCPP 1.6"));
        if (frame.Fault is { } fault) return Enqueue(new WaitingCall(null, buffer, frame.Id, action.Name, fault, frame.FaultText!));
        if (_inbound.Admit(action) is { } refusal) return Enqueue(new WaitingCall(null, buffer, frame.Id, action.Name, refusal, Explain(refusal, action)));

        List<Finding> findings = [];
        var payload = buffer.Written.Slice(frame.PayloadStart, frame.PayloadLength);
        try
        {
            var request = action.Request.Read(payload.Span, _options.Mode, findings);
            return Enqueue(new WaitingCall(new InboundCall(action, frame.Id, request, findings, payload), buffer, frame.Id, action.Name, default, ""));
        }
        catch (OcppViolationException violation)
        {
            return Enqueue(new WaitingCall(null, buffer, frame.Id, action.Name, violation.Code, violation.Message));
        }
    }

    private bool Enqueue(WaitingCall call) => _waiting.Writer.TryWrite(call) ? true : throw new TooManyCallsException();

    private static string Explain(RpcErrorCode refusal, OcppAction action) => refusal switch
    {
        RpcErrorCode.NotSupported => $"{action.Name} is not supported here",
        RpcErrorCode.SecurityError => $"{action.Name} is not allowed before BootNotification was accepted",
        _ => $"{action.Name} is not allowed now",
    };

    private sealed class TooManyCallsException : Exception;
}
