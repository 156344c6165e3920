using Ampwright.Csms.Access;

namespace Ampwright.Csms.Api;

/// <summary>Where a stream of server-sent events begins after what was sent: it writes until it is cancelled.</summary>
internal delegate Task ServerSentSource(ServerSentWriter to, CancellationToken cancel);

/// <summary>An answer that is a stream of server-sent events (HTML, section 9.2), until the listener goes away, may no longer what he might, or the program ends.</summary>
internal sealed class ServerSentEvents(ServerSentSource source, TimeSpan heartbeat, TimeProvider time, CancellationToken stopping) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var access = StandingAccess.Of(httpContext, time);
        var writer = new ServerSentWriter(response.BodyWriter, heartbeat, time, access);
        try
        {
            await writer.BeginAsync(ends.Token);
            await source(writer, ends.Token);
        }
        catch (AccessChangedException)
        {
            // He comes back and is given what he may now, or told that it is nothing.
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The listener went away or the program ends; either is how streams end.
        }
    }
}
