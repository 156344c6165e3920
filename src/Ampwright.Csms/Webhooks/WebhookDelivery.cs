using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Ampwright.Csms.Api;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Webhooks;

/// <summary>
/// Tells one webhook of what happens, one event after the other, out of the durable log.
/// <code>
///   1 gone ─► end     paused or not yet due ─► wait
///   2 a dead letter to be sent again ─► one try
///   3 the next event of the log that it wants ─► try ─┬─ delivered ─► position on, durable ─► 3
///                                                      ├─ failed ─► wait, doubling ─► the same event again
///                                                      └─ refused too often, or too old ─► dead letter, position on ─► 3
/// </code>
/// An event may arrive twice: the position is moved after the delivery. None is left out, and none overtakes another.
/// </summary>
internal sealed class WebhookDelivery(
    long id, Database database, EventLog events, WebhookSender sender, WebhookSignal signal, WebhookOptions options, TimeProvider time, ILogger log)
{
    private const int Batch = 200;
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(2);

    private readonly Queue<RecordedEvent> _read = new();
    private (string? Sites, EventScope Scope)? _scope;
    private long _position = -1;
    private long _storedPosition;

    /// <summary>The sequence number up to which everything is done, stored or not.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Works until the webhook is removed or the program ends.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var happens = signal.Next;
                TimeSpan? wait;
                try
                {
                    wait = await RoundAsync(cancel);
                }
                catch (Exception away) when (away is StorageException or DbException)
                {
                    log.WebhookStoreAway(away, id);
                    wait = StoreRetry;
                }
                catch (Exception defect) when (defect is not OperationCanceledException)
                {
                    log.WebhookStumbled(defect, id);
                    wait = options.LongestWait;
                }
                if (wait is null) return;
                if (wait.Value > TimeSpan.Zero) await Task.WhenAny(happens, Task.Delay(wait.Value, time, cancel));
                cancel.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    /// <returns>How long there is nothing to do; null: for ever.</returns>
    private async Task<TimeSpan?> RoundAsync(CancellationToken cancel)
    {
        // 1
        if (await database.ReadAsync(connection => WebhookStore.Find(connection, id)) is not { } webhook) return null;
        if (_position < 0) _position = _storedPosition = webhook.Position;
        if (webhook.PausedAt is not null) return options.Look;
        if (webhook.NextTryAt - time.GetUtcNow() is { Ticks: > 0 } early) return early;

        // 2
        if (await database.ReadAsync(connection => WebhookStore.FirstToResend(connection, id)) is { } letter)
        {
            await ResendAsync(webhook, letter, cancel);
            return TimeSpan.Zero;
        }

        // 3
        if (await NextAsync(webhook) is not { } recorded) return options.Look;
        await DeliverAsync(webhook, recorded, cancel);
        return TimeSpan.Zero;
    }

    private async Task ResendAsync(WebhookRecord webhook, DeadLetterRecord letter, CancellationToken cancel)
    {
        var outcome = await sender.SendAsync(webhook, letter.Sequence, letter.Kind, letter.Body, cancel);
        await database.WriteAsync(unit =>
        {
            if (outcome.Error is null) WebhookStore.RemoveDeadLetter(unit, id, letter.DeadLetterId);
            else WebhookStore.ResendFailed(unit, letter.DeadLetterId, outcome.Error);
        });
    }

    private async Task<RecordedEvent?> NextAsync(WebhookRecord webhook)
    {
        while (true)
        {
            while (_read.TryPeek(out var recorded))
            {
                if (recorded.Sequence > _position && await SeesAsync(webhook, recorded) && Wants(webhook, recorded)) return recorded;
                _read.Dequeue();
                if (recorded.Sequence > _position) Interlocked.Exchange(ref _position, recorded.Sequence);
            }
            // A webhook that wants little need not look through the same events again after every restart.
            if (_position - _storedPosition >= Batch)
            {
                await database.WriteAsync(unit => WebhookStore.Skipped(unit, id, _position));
                _storedPosition = _position;
            }
            var following = await events.AfterAsync(_position, Batch);
            if (following.Count == 0) return null;
            foreach (var recorded in following) _read.Enqueue(recorded);
        }
    }

    /// <summary>It is shown every event, wanted or not: where a station stands is told by them.</summary>
    private ValueTask<bool> SeesAsync(WebhookRecord webhook, RecordedEvent recorded)
    {
        if (_scope is not { } scope || scope.Sites != webhook.SiteIds) _scope = scope = (webhook.SiteIds, new EventScope(database, webhook.Scope));
        return scope.Scope.SeesAsync(recorded);
    }

    private async Task DeliverAsync(WebhookRecord webhook, RecordedEvent recorded, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(EventView.Of(recorded), ApiJson.Default.EventView);
        var tooOld = time.GetUtcNow() - recorded.At > options.GivenUpAfter;
        // While a target is down, what has become too old is not tried one by one.
        var outcome = tooOld && webhook.Failures > 0
            ? new WebhookOutcome(webhook.LastError ?? "Not delivered in time.")
            : await sender.SendAsync(webhook, recorded.Sequence, recorded.Kind, body, cancel);
        if (outcome.Error is not { } error)
        {
            await database.WriteAsync(unit => WebhookStore.Delivered(unit, id, recorded.Sequence));
            if (webhook.Failures > 0) log.WebhookRecovered(id, webhook.Failures);
            MoveTo(recorded);
        }
        else if (tooOld || (outcome.Refused && webhook.Refusals + 1 >= options.MostRefusals))
        {
            await database.WriteAsync(unit => WebhookStore.GiveUp(unit, id, recorded, body, error, options.MostDeadLetters));
            log.WebhookEventGivenUp(id, recorded.Sequence, recorded.Kind, error);
            MoveTo(recorded);
        }
        else
        {
            if (webhook.Failures == 0) log.WebhookFailed(id, recorded.Sequence, error);
            var next = time.GetUtcNow() + (outcome.Wait ?? BackOff(webhook.Failures));
            await database.WriteAsync(unit => WebhookStore.Failed(unit, id, outcome.Refused, error, next));
        }
    }

    private void MoveTo(RecordedEvent recorded)
    {
        _read.Dequeue();
        Interlocked.Exchange(ref _position, recorded.Sequence);
        _storedPosition = recorded.Sequence;
    }

    private TimeSpan BackOff(int failures)
    {
        var wait = Math.Min(options.FirstWait.TotalSeconds * Math.Pow(2, Math.Min(failures, 30)), options.LongestWait.TotalSeconds);
        // Up to a fifth less, so that targets that fell together are not called together.
        return TimeSpan.FromSeconds(wait * RandomNumberGenerator.GetInt32(80, 101) / 100);
    }

    /// <summary>An event about a webhook's own trouble would only make more of it.</summary>
    private static bool Wants(WebhookRecord webhook, RecordedEvent recorded) =>
        recorded.Change is not WebhookEventGivenUp
        && (webhook.Kinds.Length == 0 || webhook.KindList.Contains(recorded.Kind, StringComparer.Ordinal))
        && (webhook.StationKey is null || (recorded.Change.Station is { } station && StationIdentity.Fold(station) == webhook.StationKey));
}
