namespace Ampwright.Lab.Files;

/// <summary>Serves and takes files over HTTP: GET with ranges, PUT, and POST of a form.</summary>
internal static class FileEndpoint
{
    private const long Longest = 64L << 20;

    public static bool Concerns(HttpContext context) => context.Request.Path.StartsWithSegments(FileStand.Root.TrimEnd('/'), StringComparison.Ordinal);

    public static async Task ServeAsync(HttpContext context, FileStand stand, SynchronizationContext lab)
    {
        var path = context.Request.Path.Value!;
        var method = context.Request.Method;
        if (HttpMethods.IsPut(context.Request.Method) || HttpMethods.IsPost(context.Request.Method))
        {
            if (await LengthAsync(context) is not { } length)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }
            lab.Post(_ => stand.Take(path, length, method), null);
            context.Response.StatusCode = StatusCodes.Status201Created;
        }
        else if (stand.Find(path) is { } content)
        {
            await Results.Bytes(content, "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    // What is brought is counted and not kept: whether it came is all that a case asks.
    private static async Task<long?> LengthAsync(HttpContext context)
    {
        var buffer = new byte[16 * 1024];
        long length = 0;
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            length += read;
            if (length > Longest) return null;
        }
        return length;
    }
}
