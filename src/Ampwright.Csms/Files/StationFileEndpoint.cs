using System.Data.Common;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Files;

/// <summary>
/// <c>/station-files/SECRET/name</c>: GET and HEAD fetch firmware, PUT and POST bring a log. There is no account behind it, only the secret of the link:
/// 256 random bits, looked for by its hash. A wrong one, one that is over and one of the other direction are answered alike.
/// </summary>
internal sealed class StationFileEndpoint(FirmwareDownload download, LogReception reception)
{
    public async Task ServeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        try
        {
            if (await TryServeAsync(context) is { } status) await AnswerAsync(context, status);
        }
        catch (StorageException full) when (full.IsFull)
        {
            await AnswerAsync(context, StatusCodes.Status507InsufficientStorage);
        }
        catch (Exception away) when (away is StorageException or DbException)
        {
            headers.RetryAfter = "5";
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The station went away; it asks again if it wants to.
        }
    }

    /// <returns>The status to answer with; null where it is answered.</returns>
    private async Task<int?> TryServeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        var (secret, name) = FileLink.Read(context.Request.Path);
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return secret is not null && await download.ServeAsync(context, secret) ? null : StatusCodes.Status404NotFound;
        if (HttpMethods.IsPut(method) || HttpMethods.IsPost(method))
            return secret is null ? StatusCodes.Status404NotFound : await reception.ReceiveAsync(context, secret, name) ?? StatusCodes.Status404NotFound;
        context.Response.Headers.Allow = "GET, HEAD, PUT, POST";
        return StatusCodes.Status405MethodNotAllowed;
    }

    private static async Task AnswerAsync(HttpContext context, int status)
    {
        if (context.Response.HasStarted) return;
        context.Response.StatusCode = status;
        // The rest of a body that is not wanted is not waited for.
        if (status >= 400) context.Response.Headers.Connection = "close";
        context.Response.ContentLength = 0;
        await context.Response.CompleteAsync();
    }
}
