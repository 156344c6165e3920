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
    private bool _lost;

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
        var frame = new PooledBuffer();
        try
        {
            write(frame);

            // 1
            lock (_outstandingLock) _outstanding = call;
        }
        catch
        {
            frame.Dispose();
            _calling.Release();
            throw;
        }

        try
        {
            // 2   Not awaited: the answer may be here before the socket says that the CALL has left.
            _ = SendAsync(call, frame, timeout);

            // 3   Awaited itself and nothing around it, so that whoever read the answer brings it to the caller's context before the next frame.
            return await call.Answer.Task;
        }
        finally
        {
            lock (_outstandingLock)
            {
                if (ReferenceEquals(_outstanding, call)) _outstanding = null;
                call.Patience?.Dispose();
                call.IsOver = true;
            }

            _calling.Release();
        }
    }

    private async Task SendAsync(OutstandingCall call, PooledBuffer frame, TimeSpan timeout)
    {
        try
        {
            using var sending = frame;
            // Away from the caller's context: it may be busy, or stopped for good.
            if (await SendAsync(frame.Written).ConfigureAwait(false) is not SendOutcome.Sent and var outcome)
            {
                call.Answer.TrySetException(new ConnectionLostException(outcome));
                return;
            }

            lock (_outstandingLock)
            {
                call.HasLeft = true;
                if (_lost) call.Answer.TrySetException(new ConnectionLostException(SendOutcome.Sent));
                else if (!call.IsOver) call.Patience = _time.CreateTimer(_ => GiveUp(call, timeout), null, timeout, Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception failure)
        {
            call.Answer.TrySetException(failure);
        }
    }

    private void GiveUp(OutstandingCall call, TimeSpan timeout)
    {
        lock (_outstandingLock)
        {
            if (!ReferenceEquals(_outstanding, call)) return; // Its answer is being read.
            _outstanding = null;
            Remember(_timedOut, call.Id);
        }

        call.Answer.TrySetException(new TimeoutException($"No answer to {call.Action.Name} within {timeout.TotalSeconds:0.#} s."));
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
        lock (_outstandingLock)
        {
            _lost = true;
            call = _outstanding;
            if (call is { HasLeft: false }) return; // Whoever sends it knows how far it came.
        }

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

        /// <summary>It was sent whole.</summary>
        public bool HasLeft { get; set; }

        /// <summary>Nobody waits for its answer any more.</summary>
        public bool IsOver { get; set; }

        /// <summary>Ends the wait for its answer; null before it has left.</summary>
        public ITimer? Patience { get; set; }
    }
}
