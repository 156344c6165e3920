using Ampwright.Ocpp.Messages;

namespace Ampwright.Ocpp.Rpc;

public sealed partial class OcppPeer
{
    /// <summary>Ids remembered to tell late and repeated answers from foreign ones.</summary>
    private const int RememberedIds = 16;

    private readonly SemaphoreSlim _calling = new(1, 1);
    private readonly Queue<string> _answered = new();
    private readonly Queue<string> _timedOut = new();
    private readonly Lock _outstandingLock = new();
    private OutstandingCall? _outstanding;

    /// <summary>Sends a CALL and waits for its answer; waits first until earlier CALLs of ours are answered or timed out.</summary>
    /// <param name="request">The request record.</param>
    /// <param name="messageId">The id to use, at most 36 characters; null = a new GUID.</param>
    /// <param name="timeout">How long to wait for the answer; null = <see cref="OcppPeerOptions.CallTimeout"/>.</param>
    /// <param name="cancel">Gives up waiting. A CALL that was sent stays outstanding until it is answered or times out.</param>
    /// <exception cref="CallErrorException">The other side answered with a CALLERROR.</exception>
    /// <exception cref="OcppViolationException">The answer breaks the standard; it is not answered.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    /// <exception cref="ConnectionLostException">The connection ended first.</exception>
    public async Task<TResponse> CallAsync<TResponse>(
        IRequest<TResponse> request, string? messageId = null, TimeSpan? timeout = null, CancellationToken cancel = default)
        where TResponse : class
    {
        await WaitForTurnAsync(cancel);
        var call = new OutstandingCall(messageId ?? Guid.NewGuid().ToString(), request.Action, AsItCame: false);
        var exchange = ExchangeAsync(call, frame => FrameWriter.WriteCall(frame, call.Id, request.Action, request), timeout ?? _options.CallTimeout);
        return (TResponse)await exchange.WaitAsync(cancel);
    }

    /// <summary>
    /// Sends a CALL with a payload that nothing is checked in, and hands back the answer's as it came: for whoever tests the other side.
    /// </summary>
    /// <param name="action">The action.</param>
    /// <param name="payload">One JSON value in UTF-8.</param>
    /// <param name="messageId">As in <see cref="CallAsync"/>.</param>
    /// <param name="timeout">As in <see cref="CallAsync"/>.</param>
    /// <param name="cancel">As in <see cref="CallAsync"/>.</param>
    /// <returns>The payload of the CALLRESULT, one JSON value in UTF-8, whatever it is; empty where it has none.</returns>
    /// <exception cref="CallErrorException">The other side answered with a CALLERROR.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    /// <exception cref="ConnectionLostException">The connection ended first.</exception>
    public async Task<byte[]> CallRawAsync(
        OcppAction action, ReadOnlyMemory<byte> payload, string? messageId = null, TimeSpan? timeout = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        await WaitForTurnAsync(cancel);
        var call = new OutstandingCall(messageId ?? Guid.NewGuid().ToString(), action, AsItCame: true);
        var exchange = ExchangeAsync(call, frame => FrameWriter.WriteRawCall(frame, call.Id, action, payload.Span), timeout ?? _options.CallTimeout);
        return (byte[])await exchange.WaitAsync(cancel);
    }

    private async Task WaitForTurnAsync(CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _ended.Token);
        try
        {
            await _calling.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            throw new ConnectionLostException(SendOutcome.NeverBegun);
        }
    }

    // 1 outstanding before it is sent, or a quick answer would look foreign   2 send   3 the answer, the time-out or the end
    private async Task<object> ExchangeAsync(OutstandingCall call, Action<PooledBuffer> write, TimeSpan timeout)
    {
        try
        {
            using var frame = new PooledBuffer();
            write(frame);

            // 1
            lock (_outstandingLock) _outstanding = call;

            // 2
            if (await SendAsync(frame.Written) is not SendOutcome.Sent and var outcome) throw new ConnectionLostException(outcome);

            // 3
            return await call.Answer.Task.WaitAsync(timeout, _time);
        }
        catch (TimeoutException late)
        {
            lock (_outstandingLock) Remember(_timedOut, call.Id);
            throw new TimeoutException($"No answer to {call.Action.Name} within {timeout.TotalSeconds:0.#} s.", late);
        }
        finally
        {
            lock (_outstandingLock)
            {
                if (ReferenceEquals(_outstanding, call)) _outstanding = null;
            }

            _calling.Release();
        }
    }

    private void DispatchAnswer(Frame frame, ReadOnlySpan<byte> text)
    {
        OutstandingCall? call;
        lock (_outstandingLock)
        {
            call = _outstanding is { } outstanding && string.Equals(outstanding.Id, frame.Id, StringComparison.Ordinal) ? outstanding : null;
            if (call is null)
            {
                var why = _answered.Contains(frame.Id) ? IgnoredReason.RepeatedAnswer
                    : _timedOut.Contains(frame.Id) ? IgnoredReason.LateAnswer
                    : IgnoredReason.ForeignAnswer;
                _observer?.Ignored(why, frame.Id);
                return;
            }

            _outstanding = null;
            Remember(_answered, frame.Id);
        }

        if (frame.Kind == FrameKind.CallError)
        {
            call.Answer.TrySetException(new CallErrorException(frame.ErrorCode, frame.ErrorDescription ?? ""));
            return;
        }

        if (call.AsItCame)
        {
            call.Answer.TrySetResult(text.Slice(frame.PayloadStart, frame.PayloadLength).ToArray());
            return;
        }

        try
        {
            if (frame.Fault is { } fault) throw new OcppViolationException(fault, "", frame.FaultText!);
            call.Answer.TrySetResult(call.Action.Response.Read(text.Slice(frame.PayloadStart, frame.PayloadLength), _options.Mode));
        }
        catch (OcppViolationException violation)
        {
            call.Answer.TrySetException(violation);
        }
    }

    private void LoseOutstanding()
    {
        OutstandingCall? call;
        lock (_outstandingLock) call = _outstanding;
        call?.Answer.TrySetException(new ConnectionLostException(SendOutcome.Sent));
    }

    private static void Remember(Queue<string> ids, string id)
    {
        ids.Enqueue(id);
        if (ids.Count > RememberedIds) ids.Dequeue();
    }

    private sealed record OutstandingCall(string Id, OcppAction Action, bool AsItCame)
    {
        public TaskCompletionSource<object> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
