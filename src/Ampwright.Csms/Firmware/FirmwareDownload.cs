using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Microsoft.Net.Http.Headers;

namespace Ampwright.Csms.Firmware;

/// <summary>Serves a firmware file to the station whose update the link belongs to, whole or in ranges, as often as it needs until the update is over.</summary>
internal sealed class FirmwareDownload(Database database, FirmwareShelf shelf, TimeProvider time, ILogger<FirmwareDownload> log)
{
    /// <returns>False where the link leads nowhere.</returns>
    public async Task<bool> ServeAsync(HttpContext context, string secret)
    {
        var now = time.GetUtcNow();
        var update = await database.ReadAsync(connection => FirmwareUpdates.OfLink(connection, FileLink.HashOf(secret), now));
        if (update is not { FirmwareId: { } id } || (update.LinkNeedsTls && !context.Request.IsHttps)) return false;
        if (await database.ReadAsync(connection => FirmwareFiles.Find(connection, id)) is not { } file) return false;
        if (!File.Exists(shelf.Files.PathOf(file.ShelfName)))
        {
            log.StoredFileMissing($"firmware {file.Label}", file.ShelfName);
            return false;
        }
        if (update.FetchedAt is null && HttpMethods.IsGet(context.Request.Method)) database.WriteBehind(unit => FirmwareUpdates.Fetched(unit, update.UpdateId));
        await Results(file).ExecuteAsync(context);
        return true;
    }

    // The validators let a station go on where it was cut off: GET with Range and If-Range (RFC 9110 §14).
    private Microsoft.AspNetCore.Http.HttpResults.PhysicalFileHttpResult Results(FirmwareFile file) => TypedResults.PhysicalFile(
        shelf.Files.PathOf(file.ShelfName), "application/octet-stream", file.Name, file.UploadedAt, new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
}
