using System.Buffers;
using System.Text.Json;
using Ampwright.Csms.Api;

namespace Ampwright.Csms.MessageLog;

/// <summary>Frames as JSON lines, oldest first, read and sent piece by piece: however many there are, only a piece is in memory.</summary>
internal sealed class MessageExport(MessageSearch search, MessageFilter filter) : IResult
{
    public const string ContentType = "application/x-ndjson";

    private const int Piece = 100;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.ContentDisposition = "attachment; filename=\"messages.jsonl\"";
        response.Headers.CacheControl = "no-store";
        // What comes while the export runs is not waited for.
        var end = await search.LastSequenceAsync();
        long? at = 0;
        while (at is { } after && after < end)
        {
            (var found, at) = await search.FollowingAsync(filter, after, Piece);
            foreach (var message in found.TakeWhile(message => message.Sequence <= end))
            {
                response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(MessageView.Of(message), ApiJson.Default.MessageView));
                response.BodyWriter.Write("\n"u8);
            }
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
