using System.Collections.Concurrent;
using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Webhooks;

/// <summary>Keeps one delivery running per webhook, each on its own: a target that stalls holds up no other.</summary>
internal sealed class WebhookDispatcher(
    Database database, EventHub hub, EventLog events, WebhookSender sender, WebhookSignal signal, WebhookOptions options, TimeProvider time,
    ILogger<WebhookDispatcher> log) : BackgroundService
{
    private readonly ConcurrentDictionary<long, WebhookDelivery> _deliveries = new();
    private readonly Dictionary<long, Task> _running = [];

    /// <summary>The positions of the deliveries that run.</summary>
    public IReadOnlyDictionary<long, long> Positions => _deliveries.ToDictionary(pair => pair.Key, pair => pair.Value.Position);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = ListenAsync(stoppingToken);
        try
        {
            while (true)
            {
                var happens = signal.Next;
                await StartMissingAsync(stoppingToken);
                await Task.WhenAny(happens, Task.Delay(options.Look, time, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        await Task.WhenAll([listening, .. _running.Values]);
    }

    private async Task StartMissingAsync(CancellationToken stop)
    {
        foreach (var (id, _) in _running.Where(pair => pair.Value.IsCompleted).ToList())
        {
            _running.Remove(id);
            _deliveries.TryRemove(id, out _);
        }
        try
        {
            foreach (var webhook in await database.ReadAsync(WebhookStore.List))
            {
                if (_running.ContainsKey(webhook.WebhookId)) continue;
                var delivery = new WebhookDelivery(webhook.WebhookId, database, events, sender, signal, options, time, log);
                _deliveries[webhook.WebhookId] = delivery;
                _running[webhook.WebhookId] = delivery.RunAsync(stop);
            }
        }
        catch (Exception away) when (away is StorageException or DbException)
        {
            log.WebhookStoreAway(away, 0);
        }
    }

    /// <summary>Events are only a reason to look: what is sent comes out of the log.</summary>
    private async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var subscription = hub.Subscribe();
                while (await subscription.WaitAsync(stop))
                {
                    while (subscription.TryRead(out _))
                    {
                    }
                    signal.Tell();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
