using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Diagnostics;

/// <summary>Diagnostics and logs of stations: asked for, followed, fetched.</summary>
internal static class LogUploadEndpoints
{
    private const string Binary = "application/octet-stream";

    private static readonly Dictionary<string, LogUploadState> States = Enum.GetValues<LogUploadState>().ToDictionary(state => state.ToString());

    public static void MapLogUploads(this IEndpointRouteBuilder api)
    {
        var uploads = api.MapGroup("/log-uploads").WithTags("logs");
        uploads.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listLogUploads").WithSummary("List what stations uploaded or were asked to, the newest first").Fails(422);
        uploads.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getLogUpload").WithSummary("Read what became of an upload").Fails(404);
        uploads.MapGet("/{id:long}/file", FileAsync).Needs(Role.Operator).HonoursSites().WithName("downloadLog").WithSummary("Fetch the file that a station uploaded")
            .WithDescription("It is the station's own: whatever it is named, do not run or open it unseen.").Produces<Stream>(200, Binary).Fails(404);
        uploads.MapDelete("/{id:long}/file", RemoveAsync).Needs(Role.Operator).HonoursSites().WithName("removeLog").WithSummary("Remove the file; what is known of the upload stays").Fails(404);
        api.MapPost("/stations/{identity}/log-uploads", AskAsync).Needs(Role.Operator).WithTags("logs").WithName("requestLog").WithSummary("Have a station upload its diagnostics or a log")
            .WithDescription("Sends GetDiagnostics or GetLog with an address of this CSMS that takes one file. Answers 202 with the upload, Requested, or what the station has answered within 'wait'; follow it at its Location.")
            .Fails(404, 409, 422);
    }

    private static async Task<Ok<Page<LogUploadView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("Requested, Accepted, Uploading, Uploaded, Failed, Refused, TimedOut, Superseded or Cancelled")] string? state,
        [Description("Diagnostics, DiagnosticsLog or SecurityLog")] string? kind,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        LogUploadState? wanted = state is null ? null : errors.OneOf("state", state, States);
        LogUploadKind? asked = kind is null ? null : errors.OneOf("kind", kind, LogOrder.Kinds);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => LogUploads.List(connection, caller.Scope, station, wanted, asked, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(LogUploadView.Of), most, upload => upload.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<LogUploadView>> GetAsync(long id, Caller caller, Database database) => TypedResults.Ok(LogUploadView.Of(await SeenAsync(id, caller, database)));

    private static async Task<PhysicalFileHttpResult> FileAsync(long id, Caller caller, Database database, LogShelf shelf, HttpContext context)
    {
        var upload = await SeenAsync(id, caller, database);
        if (upload.ShelfName is not { } name || !File.Exists(shelf.Files.PathOf(name)))
            throw Problem.NotFound("file-missing", upload.RemovedAt is null ? "No file has come." : "The file was removed, by a person or for its age.").AsException();
        context.Response.Headers.CacheControl = "no-store";
        // Always as an attachment of no type: a browser shows nothing of it.
        return TypedResults.PhysicalFile(shelf.Files.PathOf(name), Binary, upload.KnownName ?? "upload.bin", upload.ReceivedAt, enableRangeProcessing: true);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database, LogShelf shelf)
    {
        var upload = await SeenAsync(id, caller, database);
        if (upload.ShelfName is not { } name) throw Problem.NotFound("file-missing", "There is no file of this upload.").AsException();
        await database.WriteAsync(unit =>
        {
            LogUploads.FileRemoved(unit, upload);
            AuditLog.Append(unit, caller, "log.remove", upload.Station, $$"""{"upload":{{id}}}""");
        });
        shelf.Files.Remove(name);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted<LogUploadView>> AskAsync(
        string identity, LogUploadRequest request, Caller caller, Database database, HttpContext context, [AsParameters] TransferWishes wishes)
    {
        var errors = new FieldErrors();
        wishes.Check(errors);
        var order = LogOrder.Of(request, errors);
        errors.ThrowIfAny();
        var asked = await wishes.GiveAsync(identity, request, request.ExpiresIn, order!, caller, database, (unit, station, command) => AuditLog.Append(
            unit, caller, "log.request", station.Identity, $$"""{"command":{{command}},"kind":"{{request.Kind}}"}"""));
        await wishes.FollowAsync(context, asked);
        var upload = await database.ReadAsync(connection => LogUploads.OfCommand(connection, asked));
        return TypedResults.Accepted($"/api/v1/log-uploads/{upload!.UploadId}", LogUploadView.Of(upload));
    }

    private static async Task<LogUploadRecord> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => LogUploads.Find(connection, id)) is { } found && caller.Scope.Covers(found.SiteId)
            ? found
            : throw Problem.NotFound("log-upload-unknown", $"There is no upload {id}. GET /api/v1/log-uploads lists them.").AsException();
}
