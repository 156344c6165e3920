using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Authorization;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Queue;

/// <summary>
/// Sends the transaction messages one by one, strictly in the order they were recorded. OCPP 1.6 ed. 2 §3.7, OCPP-J errata v1.0 3.2.
/// </summary>
/// <remarks>
/// 1 everything recorded is on the disk, 2 send, 3 an answer is recorded before the message leaves the queue, 4 a CALLERROR counts
/// and the wait grows, silence and lost connections do not count. The message itself never changes.
/// </remarks>
internal sealed class TransactionQueue
{
    private readonly StationCore _core;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly AuthorizationCache _cache;
    private readonly LoopTimer _retry;
    private TaskCompletionSource? _emptied;
    private bool _draining;
    private long _silentMessage;
    private int _silences;

    public TransactionQueue(StationCore core, CsmsConnection connection, Registration registration, AuthorizationCache cache)
    {
        _core = core;
        _connection = connection;
        _registration = registration;
        _cache = cache;
        _retry = core.NewTimer(Drain);
        connection.Down += () =>
        {
            // A wait for an answer ends with the connection; one after a CALLERROR goes on.
            if (_silences == 0) return;
            _silences = 0;
            _retry.Clear();
        };
    }

    /// <summary>StartTransaction was answered: the station's number of the transaction and the verdict on its tag.</summary>
    public Action<RememberedTransaction, IdTagInfo>? StartAnswered { get; set; }

    /// <summary>The memory for messages was full.</summary>
    public Action? Thinned { get; set; }

    public int Count => _core.Memory.State.Queue.Count;

    /// <summary>Completes once nothing waits any more; at once if nothing does.</summary>
    public Task EmptiedAsync()
    {
        if (Count == 0) return Task.CompletedTask;
        _emptied ??= new TaskCompletionSource();
        return _emptied.Task;
    }

    private RetryRule Rule => new(
        _core.Configuration.Number("TransactionMessageAttempts"), _core.Configuration.Seconds("TransactionMessageRetryInterval"));

    /// <summary>Something was recorded, or the CSMS can be reached again.</summary>
    public void Drain()
    {
        if (Count > _core.Options.MostQueuedMessages) Thin();
        if (_draining || _retry.IsSet || Count == 0 || !_registration.MaySend) return;
        _draining = true;
        _core.Loop.Start(DrainAsync);
    }

    private void Thin()
    {
        if (_core.Memory.State.Queue.Count(message => message.Kind == QueuedKind.MeterValues) < 2) return;
        _core.Trace.Note($"{Count} messages wait: every second MeterValues is dropped");
        _core.Memory.Record(new MeterValuesThinned(ByPlace: true), durable: true);
        Thinned?.Invoke();
    }

    private async Task DrainAsync()
    {
        try
        {
            while (_registration.MaySend && !_retry.IsSet && _core.Memory.State.Queue is [var head, ..]) await SendAsync(head);
        }
        finally
        {
            _draining = false;
            if (Count == 0)
            {
                _emptied?.TrySetResult();
                _emptied = null;
            }
        }
    }

    private async Task SendAsync(QueuedMessage head)
    {
        // 1
        var id = _core.Options.SameIdOnRetry && head.MessageId is { } used ? used : _core.NewMessageId();
        if (_core.Options.SameIdOnRetry && head.MessageId is null) _core.Memory.Record(new MessageSent(head.Message, id), durable: true);
        _core.Memory.Sync();
        try
        {
            // 2, 3
            await ExchangeAsync(head, id);
            _silences = 0;
        }
        catch (CallErrorException refused)
        {
            Failed(head, refused.Code.Text); // 4
        }
        catch (OcppViolationException faulty)
        {
            // The CSMS has the message but cannot answer it properly; waiting for ever would block all that follows.
            Failed(head, $"faulty answer: {faulty.Code}");
        }
        catch (TimeoutException) when (_connection.IsUp)
        {
            _silences = _silentMessage == head.Message ? _silences + 1 : 1;
            _silentMessage = head.Message;
            _retry.Set(Rule.WaitAfterSilence(_silences));
        }
        catch (Exception lost) when (lost is ConnectionLostException or TimeoutException)
        {
            // Sent again as soon as there is a connection.
        }
    }

    private async Task ExchangeAsync(QueuedMessage head, string id)
    {
        var transaction = _core.Memory.State.Transactions[head.Tx];
        switch (head.Kind)
        {
            case QueuedKind.StartTransaction:
                var started = await _connection.CallAsync(TransactionMessages.Start(transaction), id);
                Answered(head, started.IdTagInfo, started.TransactionId);
                _cache.Learn(transaction.IdTag, started.IdTagInfo);
                if (_core.Memory.State.Transactions.TryGetValue(head.Tx, out var now)) StartAnswered?.Invoke(now, started.IdTagInfo);
                break;
            case QueuedKind.StopTransaction:
                var stopped = await _connection.CallAsync(TransactionMessages.Stop(transaction), id);
                Answered(head, info: null, transactionId: null);
                if (stopped.IdTagInfo is { } info && transaction.Stop?.IdTag is { } stopTag) _cache.Learn(stopTag, info);
                break;
            default:
                await _connection.CallAsync(
                    TransactionMessages.MeterValues(transaction.Connector, transaction.CsmsId ?? -1, head.Values!), id);
                Answered(head, info: null, transactionId: null);
                break;
        }
    }

    private void Answered(QueuedMessage head, IdTagInfo? info, int? transactionId) => _core.Memory.Record(
        new MessageAnswered(head.Message, transactionId, info?.Status.Text, info?.ParentIdTag, info?.ExpiryDate?.Instant), durable: true);

    private void Failed(QueuedMessage head, string code)
    {
        _silences = 0;
        var failures = head.Failures + 1;
        if (Rule.WaitAfterFailure(failures) is { } wait)
        {
            _core.Memory.Record(new MessageFailed(head.Message, code), durable: true);
            _core.Trace.Note($"{head.Kind} failed {failures} times ({code}), again in {wait.TotalSeconds} s");
            _retry.Set(wait);
            return;
        }
        // Both at once: a power cut in between would grant it one attempt more.
        _core.Trace.Note($"{head.Kind} is given up after {failures} failures ({code})");
        _core.Memory.Record(new MessageFailed(head.Message, code), durable: false);
        _core.Memory.Record(new MessageGivenUp(head.Message, code, _core.Now), durable: true);
    }
}
