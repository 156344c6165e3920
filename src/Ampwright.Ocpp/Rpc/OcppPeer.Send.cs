using System.Net.WebSockets;

namespace Ampwright.Ocpp.Rpc;

public sealed partial class OcppPeer
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Sends one frame, unless the connection has ended. A frame that does not leave in time ends it.</summary>
    private async ValueTask<SendOutcome> SendAsync(ReadOnlyMemory<byte> frame)
    {
        try
        {
            await _sending.WaitAsync(_ended.Token);
        }
        catch (OperationCanceledException)
        {
            return SendOutcome.NeverBegun;
        }

        try
        {
            // A socket that is known to be closed writes nothing; whatever fails from here on may have written.
            if (_ended.IsCancellationRequested || _socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return SendOutcome.NeverBegun;
            _observer?.Sent(frame.Span);
            var sending = _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            if (sending.IsCompleted) await sending;
            else await sending.AsTask().WaitAsync(_options.SendTimeout, _time);
            return SendOutcome.Sent;
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or TimeoutException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The receiving side notices the abort and ends the connection for all.
            _socket.Abort();
            return SendOutcome.FailedUnderWay;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends a close frame, behind whatever is being sent; what cannot be closed in order is aborted.</summary>
    private async Task CloseOutputAsync(WebSocketCloseStatus status, string text)
    {
        using var patience = new CancellationTokenSource(_options.SendTimeout, _time);
        try
        {
            await _sending.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _socket.Abort();
            return;
        }

        try
        {
            await _socket.CloseOutputAsync(status, text, patience.Token);
        }
        catch (Exception closing) when (closing is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            _socket.Abort();
        }
        finally
        {
            _sending.Release();
        }
    }
}
