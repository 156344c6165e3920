using System.Collections.Concurrent;
using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Ampwright.Csms.Diagnostics;

/// <summary>
/// Takes the file of one upload, by PUT or POST, as a body or as a form; the standard names no method (digest 7.13).
/// <code>
///   1 whose link ─► 2 nobody else at it ─► 3 announced too long? ─► 4 streamed, bounded ─► 5 still awaited? its row ─► 201
/// </code>
/// The same file once more, from a station that missed the answer, is 200; another one is 409 and left out.
/// </summary>
internal sealed class LogReception(Database database, LogShelf shelf, StationFileOptions options, TimeProvider time, ILogger<LogReception> log)
{
    // What a form has around its file.
    private const int FormBytes = 64 * 1024;
    private const int LongestBoundary = 70;

    private readonly ConcurrentDictionary<long, bool> _underWay = new();

    /// <returns>The HTTP status; null where the link leads nowhere.</returns>
    public async Task<int?> ReceiveAsync(HttpContext context, string secret, string name)
    {
        // 1
        var hash = FileLink.HashOf(secret);
        var now = time.GetUtcNow();
        var upload = await database.ReadAsync(connection => LogUploads.OfLink(connection, hash, now));
        if (upload is null || (upload.LinkNeedsTls && !context.Request.IsHttps)) return null;
        // 2
        if (!_underWay.TryAdd(upload.UploadId, true)) return StatusCodes.Status409Conflict;
        try
        {
            var status = await TakeAsync(context, upload, hash, name);
            if (status is >= 300 and { } refused) log.UploadRefused(upload.Station, upload.UploadId, refused);
            return status;
        }
        finally
        {
            _underWay.TryRemove(upload.UploadId, out _);
        }
    }

    private async Task<int?> TakeAsync(HttpContext context, LogUploadRecord upload, string hash, string name)
    {
        var request = context.Request;
        // A part of a file is not stored as if it were the whole (RFC 9110 §14.5).
        if (request.Headers.ContentRange.Count > 0) return StatusCodes.Status400BadRequest;
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity") return StatusCodes.Status415UnsupportedMediaType;
        // 3
        var isForm = request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;
        var most = options.LargestLog + (isForm ? FormBytes : 0);
        if (request.ContentLength > most) return await TooLongAsync(upload);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        // 4
        StoredFile file;
        string? told = null;
        try
        {
            if (isForm)
            {
                if (await FormAsync(request, context.RequestAborted) is not { } found) return StatusCodes.Status400BadRequest;
                told = found.Name;
                file = await shelf.Files.TakeAsync(found.Content, options.LargestLog, context.RequestAborted);
                if (!await IsWholeAsync(found.Form, context.RequestAborted))
                {
                    shelf.Files.Remove(file.Name);
                    return StatusCodes.Status400BadRequest;
                }
            }
            else
            {
                file = await shelf.Files.TakeAsync(request.Body, options.LargestLog, context.RequestAborted);
            }
        }
        catch (FileTooLongException)
        {
            return await TooLongAsync(upload);
        }
        catch (BadHttpRequestException bad)
        {
            // Too slow, too long, cut off: the server says which.
            return bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? await TooLongAsync(upload) : bad.StatusCode;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (ShelfException full)
        {
            log.UploadNotStored(full, upload.Station, upload.UploadId);
            return StatusCodes.Status507InsufficientStorage;
        }
        catch (IOException)
        {
            // Cut off.
            return StatusCodes.Status400BadRequest;
        }
        // 5
        return await KeepAsync(upload, hash, file, name, told);
    }

    private async Task<int?> KeepAsync(LogUploadRecord upload, string hash, StoredFile file, string nameInPath, string? nameInForm)
    {
        int? status;
        try
        {
            status = await database.WriteAsync<int?>(unit =>
            {
                if (LogUploads.OfLink(unit.Connection, hash, unit.Now) is not { } awaited) return null;
                if (awaited.Sha256 is { } present) return present == file.Sha256 ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
                LogUploads.Received(unit, awaited, file, ReceivedName.Of(nameInPath, nameInForm));
                return StatusCodes.Status201Created;
            });
        }
        catch (Exception failure) when (failure is not StorageException { IsFull: false })
        {
            shelf.Files.Remove(file.Name);
            throw;
        }
        if (status != StatusCodes.Status201Created) shelf.Files.Remove(file.Name);
        else log.LogReceived(upload.Station, upload.UploadId, file.Bytes);
        return status;
    }

    private async Task<int?> TooLongAsync(LogUploadRecord upload)
    {
        await database.WriteAsync(unit =>
        {
            if (LogUploads.Find(unit.Connection, upload.UploadId) is { IsOpen: true, ShelfName: null } still)
                LogUploads.Remark(unit, still, $"the file is longer than {options.LargestLog} bytes, which --largest-log allows");
        });
        return StatusCodes.Status413PayloadTooLarge;
    }

    /// <summary>The form's first file.</summary>
    private static async Task<(MultipartReader Form, Stream Content, string? Name)?> FormAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary) return null;
        var form = new MultipartReader(boundary, request.Body);
        while (await form.ReadNextSectionAsync(cancel) is { } section)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && (disposition.FileName.HasValue || disposition.FileNameStar.HasValue))
                return (form, section.Body, HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString());
        }
        return null;
    }

    // A form that ends before its last boundary was cut off.
    private static async Task<bool> IsWholeAsync(MultipartReader form, CancellationToken cancel)
    {
        try
        {
            while (await form.ReadNextSectionAsync(cancel) is { } rest) await rest.Body.CopyToAsync(Stream.Null, cancel);
            return true;
        }
        catch (IOException cut) when (cut is not BadHttpRequestException)
        {
            return false;
        }
    }
}
