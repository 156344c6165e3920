using System.Globalization;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Api;

namespace Ampwright.Csms.MessageLog;

/// <summary>
/// A station's frames as they are stored, as server-sent events. Everything sent comes out of the log, so that a slow reader misses
/// nothing and holds up nobody.
/// </summary>
internal sealed class MessageTail(
    MessageSearch search, MessageTails tails, MessageFilter filter, long? after, TimeSpan heartbeat, TimeProvider time, CancellationToken stopping) : IResult
{
    private const int Piece = 100;

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
            // The reader went away or the program ends; either is how tails end.
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken cancel)
    {
        await response.WriteAsync("retry: 2000\n\n", cancel);
        await response.Body.FlushAsync(cancel);
        var sent = after ?? await search.LastSequenceAsync();
        while (true)
        {
            var stored = tails.Next;
            sent = await SendStoredAsync(response, sent, cancel);
            if (await HappensAsync(stored, cancel)) continue;
            await response.WriteAsync(": still here\n\n", cancel);
            await response.Body.FlushAsync(cancel);
        }
    }

    /// <returns>The sequence number up to which everything is sent.</returns>
    private async Task<long> SendStoredAsync(HttpResponse response, long sent, CancellationToken cancel)
    {
        while (true)
        {
            var (found, next) = await search.FollowingAsync(filter, sent, Piece);
            foreach (var message in found)
            {
                var data = JsonSerializer.Serialize(MessageView.Of(message), ApiJson.Default.MessageView);
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {message.Sequence}\nevent: message\ndata: {data}\n\n"), response.BodyWriter);
            }
            await response.BodyWriter.FlushAsync(cancel);
            if (found.Count > 0) sent = found[^1].Sequence;
            if (next is not { } further) return sent;
            sent = further;
        }
    }

    private async Task<bool> HappensAsync(Task stored, CancellationToken cancel)
    {
        try
        {
            await stored.WaitAsync(heartbeat, time, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
