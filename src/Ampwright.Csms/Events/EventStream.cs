using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Api;

namespace Ampwright.Csms.Events;

/// <summary>
/// One listener's stream of server-sent events: <code>
///  1 subscribe → 2 send from the log what he missed → 3 send what comes, skipping what 2 sent → 4 silent for a while: a comment
///                  ▲                                      │ too slow: the hub let go of him
///                  └──────────────────────────────────────┘
/// </code>
/// </summary>
internal sealed class EventStream(
    EventHub hub, EventLog log, TimeSpan heartbeat, TimeProvider time, long? after, string? station, EventScope scope, CancellationToken stopping) : IResult
{
    private const int Batch = 500;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await SendAsync(response, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The listener went away or the program ends; either is how streams end.
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken cancel)
    {
        var sent = after;
        await response.WriteAsync("retry: 2000\n\n", cancel);
        while (true)
        {
            using var subscription = hub.Subscribe(); // 1
            sent = await SendMissedAsync(response, sent, cancel); // 2
            await response.Body.FlushAsync(cancel);
            var more = subscription.WaitAsync(cancel); // 3
            while (true)
            {
                if (!await ArrivesAsync(more, cancel))
                {
                    await response.WriteAsync(": still here\n\n", cancel); // 4
                    await response.Body.FlushAsync(cancel);
                    continue;
                }
                if (!await more) break;
                while (subscription.TryRead(out var recorded))
                {
                    if (recorded.Sequence <= sent) continue;
                    sent = recorded.Sequence;
                    if (await ConcernsAsync(recorded)) Write(response.BodyWriter, recorded);
                    if (response.BodyWriter.UnflushedBytes > 64 * 1024) await response.BodyWriter.FlushAsync(cancel);
                }
                await response.Body.FlushAsync(cancel);
                more = subscription.WaitAsync(cancel);
            }
        }
    }

    /// <returns>The sequence number up to which everything is sent.</returns>
    private async Task<long> SendMissedAsync(HttpResponse response, long? sent, CancellationToken cancel)
    {
        if (sent is not { } position) return await log.LastSequenceAsync();
        while (true)
        {
            var missed = await log.AfterAsync(position, Batch);
            foreach (var recorded in missed)
            {
                position = recorded.Sequence;
                if (await ConcernsAsync(recorded)) Write(response.BodyWriter, recorded);
            }
            if (missed.Count < Batch) return position;
            await response.BodyWriter.FlushAsync(cancel);
        }
    }

    /// <returns>False when nothing arrived within the heartbeat interval.</returns>
    private async Task<bool> ArrivesAsync(Task more, CancellationToken cancel)
    {
        if (more.IsCompleted) return true;
        try
        {
            await more.WaitAsync(heartbeat, time, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async ValueTask<bool> ConcernsAsync(RecordedEvent recorded) =>
        (station is null || string.Equals(recorded.Change.Station, station, StringComparison.OrdinalIgnoreCase)) && await scope.SeesAsync(recorded);

    private static void Write(IBufferWriter<byte> writer, RecordedEvent recorded)
    {
        // JSON has no bare line breaks, so the data is always one line.
        var data = JsonSerializer.Serialize(EventView.Of(recorded), ApiJson.Default.EventView);
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"id: {recorded.Sequence}\nevent: {recorded.Kind}\ndata: {data}\n\n"), writer);
    }
}
