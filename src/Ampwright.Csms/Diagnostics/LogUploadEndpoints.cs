using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Diagnostics;

/// <summary>Diagnostics and logs of stations: asked for, followed, fetched.</summary>
internal static class LogUploadEndpoints
{
    private const string Binary = "application/octet-stream";

    private static readonly Dictionary<string, LogUploadState> States = Enum.GetValues<LogUploadState>().ToDictionary(state => state.ToString());
    private static readonly Dictionary<string, LogUploadKind> Kinds = Enum.GetValues<LogUploadKind>().ToDictionary(kind => kind.ToString());

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
        LogUploadKind? asked = kind is null ? null : errors.OneOf("kind", kind, Kinds);
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
        var kind = errors.OneOf("kind", request.Kind, Kinds);
        if (request.From > request.Until) errors.Add("until", "Give an instant after 'from'.");
        if (request.Retries is < 0 or > 100) errors.Add("retries", "Give 0 to 100.");
        if (request.RetryInterval is < 0 or > 86_400) errors.Add("retryInterval", "Give 0 to 86400 seconds.");
        if (request.TimeoutMinutes is < 1 or > 43_200) errors.Add("timeoutMinutes", "Give 1 to 43200 minutes.");
        if (request.ExpiresIn < 1 || request.ExpiresIn > CommandDesk.LongestLifetime.TotalSeconds) errors.Add("expiresIn", $"Give a number of seconds from 1 to {CommandDesk.LongestLifetime.TotalSeconds:0}.");
        errors.ThrowIfAny();
        var upload = await CommandEndpoints.RefusedAsProblemsAsync(identity, () => database.WriteAsync(unit =>
        {
            var station = StationRegistry.Find(unit.Connection, identity) ?? throw new StationUnknownException(identity);
            if (CommandDesk.Earlier(unit, wishes.Of(NewCommand.Of(Message(request, kind, kind == LogUploadKind.Diagnostics ? null : 0), caller.Label), identity, request)) is { } earlier)
                return LogUploads.OfCommand(unit.Connection, earlier)!;
            int? requestId = kind == LogUploadKind.Diagnostics ? null : LogUploads.NextRequestId(unit, station.StationId);
            var command = NewCommand.Of(Message(request, kind, requestId), caller.Label) with
            {
                Lifetime = request.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : CommandDesk.UsualLifetime,
            };
            var id = CommandQueue.Add(unit, station, wishes.Of(command, identity, request)).CommandId;
            AuditLog.Append(unit, caller, "log.request", station.Identity, $$"""{"command":{{id}},"kind":"{{kind}}"}""");
            return LogUploads.Find(unit.Connection, LogUploads.Request(unit, new NewLogUpload
            {
                StationId = station.StationId,
                Kind = kind,
                RequestId = requestId,
                OldestAt = request.From,
                LatestAt = request.Until,
                CommandId = id,
                RequestedBy = caller.Label,
                Patience = request.TimeoutMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : LogUploads.UsualPatience,
            }))!;
        }));
        await wishes.FollowAsync(context, upload.CommandId);
        if (wishes.Wait > 0) upload = await database.ReadAsync(connection => LogUploads.Find(connection, upload.UploadId)) ?? upload;
        return TypedResults.Accepted($"/api/v1/log-uploads/{upload.UploadId}", LogUploadView.Of(upload));
    }

    // The address is put in when the command is sent. It is a directory (OCPP 1.6 ed. 2 §6.25): stations append their file's name.
    private static IRequest Message(LogUploadRequest request, LogUploadKind kind, int? requestId)
    {
        var (from, until) = (Time(request.From), Time(request.Until));
        if (requestId is not { } id)
        {
            return new GetDiagnosticsRequest
            {
                Location = FileLink.Pending,
                StartTime = from,
                StopTime = until,
                Retries = request.Retries,
                RetryInterval = request.RetryInterval,
            };
        }
        return new GetLogRequest
        {
            LogType = kind == LogUploadKind.SecurityLog ? LogType.SecurityLog : LogType.DiagnosticsLog,
            RequestId = id,
            Log = new LogParameters { RemoteLocation = FileLink.Pending, OldestTimestamp = from, LatestTimestamp = until },
            Retries = request.Retries,
            RetryInterval = request.RetryInterval,
        };

        static OcppTime? Time(DateTimeOffset? instant) => instant is { } given ? new OcppTime(given) : null;
    }

    private static async Task<LogUploadRecord> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => LogUploads.Find(connection, id)) is { } found && caller.Scope.Covers(found.SiteId)
            ? found
            : throw Problem.NotFound("log-upload-unknown", $"There is no upload {id}. GET /api/v1/log-uploads lists them.").AsException();
}
