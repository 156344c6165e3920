using System.Text.Json;
using Ampwright.Csms.Api;

namespace Ampwright.Csms.Events;

/// <summary>
/// One listener's stream of changes: <code>
///  1 subscribe → 2 send from the log what he missed → 3 send what comes, skipping what 2 sent
///                  ▲                                      │ too slow: the hub let go of him
///                  └──────────────────────────────────────┘
/// </code>
/// </summary>
internal sealed class EventStream(EventHub hub, EventLog log, long? after, string? station, EventScope scope)
{
    private const int Batch = 500;

    public async Task SendAsync(ServerSentWriter to, CancellationToken cancel)
    {
        var sent = after;
        while (true)
        {
            using var subscription = hub.Subscribe(); // 1
            sent = await SendMissedAsync(to, sent, cancel); // 2
            while (true) // 3
            {
                var more = subscription.WaitAsync(cancel);
                await to.UntilAsync(more, cancel);
                if (!await more) break;
                while (subscription.TryRead(out var recorded))
                {
                    if (recorded.Sequence <= sent) continue;
                    sent = recorded.Sequence;
                    await WriteAsync(to, recorded, cancel);
                }
            }
        }
    }

    /// <returns>The sequence number up to which everything is sent.</returns>
    private async Task<long> SendMissedAsync(ServerSentWriter to, long? sent, CancellationToken cancel)
    {
        if (sent is not { } position) return await log.LastSequenceAsync();
        while (true)
        {
            var missed = await log.AfterAsync(position, Batch);
            foreach (var recorded in missed)
            {
                position = recorded.Sequence;
                await WriteAsync(to, recorded, cancel);
            }
            if (missed.Count < Batch) return position;
        }
    }

    private async ValueTask WriteAsync(ServerSentWriter to, RecordedEvent recorded, CancellationToken cancel)
    {
        if (station is not null && !string.Equals(recorded.Change.Station, station, StringComparison.OrdinalIgnoreCase)) return;
        if (!await scope.SeesAsync(recorded)) return;
        await to.WriteAsync(recorded.Sequence, recorded.Kind, JsonSerializer.Serialize(EventView.Of(recorded), ApiJson.Default.EventView), cancel);
    }
}
