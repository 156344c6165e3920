using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Guests;

/// <summary>Start codes: made by who helps guests, used once by whoever scans them.</summary>
internal static class StartCodeEndpoints
{
    private const int MostConnectors = 100;
    private const int LeastSeconds = 30;
    private const int MostSeconds = 3600;
    private const int UsualSeconds = 300;
    private static readonly TimeSpan ForTheStation = TimeSpan.FromSeconds(20);

    public static void MapStartCodes(this IEndpointRouteBuilder api)
    {
        var codes = api.MapGroup("/stations/{identity}/start-codes").WithTags("guests");
        codes.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listStartCodes").WithSummary("List a station's start codes, the newest first; the codes themselves are not told").Fails(404, 422);
        codes.MapPost("", MakeAsync).Needs(Role.Support).WithName("makeStartCode").WithSummary("Make a code by which a guest starts one session at a connector")
            .WithDescription("Told once, with the address that a guest opens and a QR code of it. The connector's earlier codes that nobody has used are worth nothing from then on.")
            .Fails(404, 422).WithExamples("""{"connectorId":1,"seconds":300}""", """
                {"id":12,"connectorId":1,"code":"3q2-7wAAESIzRFVmd4iZqg","address":"https://csms.example.com/guest.html#3q2-7wAAESIzRFVmd4iZqg","expiresAt":"2026-03-01T12:05:00Z",
                 "qr":"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 45 45\">…</svg>"}
                """);
        codes.MapDelete("/{id:long}", WithdrawAsync).Needs(Role.Support).WithName("withdrawStartCode").WithSummary("Take a code back that was not used").Fails(404, 409);
        // A guest has no token: the code proves him.
        api.MapPost("/guest-starts", UseAsync).AllowAnonymous().WithName("startAsGuest").WithTags("guests").WithSummary("Start charging with a start code")
            .WithDescription("Each code once. Answered when the station has said whether it will try, or after 20 s. 10 wrong codes a minute from one address, of IPv6 from one /64; a right one is taken all the same.")
            .Fails(404, 409, 422, 429).WithExamples("""{"code":"3q2-7wAAESIzRFVmd4iZqg"}""", """{"station":"CP1","connectorId":1,"answer":"Accepted","beginBy":"2026-03-01T12:07:10Z"}""");
    }

    private static async Task<Ok<Page<StartCodeView>>> ListAsync(
        string identity, StationRegistry stations, Database database, TimeProvider time,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => StartCodes.List(connection, station.StationId, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(code => StartCodeView.Of(code, time.GetUtcNow())), most, code => code.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<NewStartCodeView>> MakeAsync(
        string identity, StartCodeRequest request, Caller caller, StationRegistry stations, Database database, ConnectionOptions options, HttpContext context)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var errors = new FieldErrors();
        if (request.ConnectorId is not (>= 1 and <= MostConnectors)) errors.Add("connectorId", $"Give the number of a connector, 1 to {MostConnectors}.");
        var seconds = request.Seconds ?? UsualSeconds;
        if (seconds is < LeastSeconds or > MostSeconds) errors.Add("seconds", $"Give {LeastSeconds} to {MostSeconds}.");
        errors.ThrowIfAny();
        var (code, made) = await database.WriteAsync(unit =>
        {
            var (code, id) = StartCodes.Make(unit, caller, station, request.ConnectorId!.Value, TimeSpan.FromSeconds(seconds));
            return (code, StartCodes.Find(unit.Connection, id)!);
        });
        // Behind the number sign: browsers send it to nobody, and no log has it.
        var address = $"{options.PublicUrl?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}"}/guest.html#{code}";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/stations/{Uri.EscapeDataString(station.Identity)}/start-codes", new NewStartCodeView(
            made.StartCodeId, made.ConnectorId, code, address, made.ExpiresAt, QrCode.Of(address)?.ToSvg()));
    }

    private static async Task<NoContent> WithdrawAsync(string identity, long id, Caller caller, StationRegistry stations, Database database)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        await database.WriteAsync(unit =>
        {
            if (StartCodes.Find(unit.Connection, id) is not { } code || code.StationId != station.StationId)
                throw Problem.NotFound("start-code-unknown", $"Station '{station.Identity}' has no start code {id}. GET /api/v1/stations/{station.Identity}/start-codes lists them.").AsException();
            if (!StartCodes.Withdraw(unit, caller, code))
                throw Problem.Conflict("start-code-over", "The start code was used, or taken back before: there is nothing to take back.").AsException();
        });
        return TypedResults.NoContent();
    }

    private static async Task<Ok<GuestStartView>> UseAsync(
        GuestStartRequest request, Database database, AttemptLimits limits, CommandDesk desk, CommandFollower follower, HttpContext context)
    {
        if (!SameOrigin.AllowsUnlessProgram(context.Request)) throw Problem.Forbidden("cross-site", "Starting must come from this CSMS's own page.").AsException();
        var errors = new FieldErrors();
        var text = errors.Text("code", request.Code, 64);
        errors.ThrowIfAny();
        var (code, started) = await StartCodeUse.UseAsync(text, null, database, limits, context);
        var command = await follower.FollowAsync((await desk.FindAsync(started))!, ForTheStation, context.RequestAborted);
        return TypedResults.Ok(new GuestStartView(code.Station, code.ConnectorId, command.AnswerStatus, command.CreatedAt + StartCodes.ToBegin));
    }
}

internal sealed record StartCodeRequest
{
    [Required, Description("The connector it is for")]
    public int? ConnectorId { get; init; }

    [Description("How long it can be used, 30 to 3600; 300 when absent")]
    public int? Seconds { get; init; }
}

internal sealed record GuestStartRequest
{
    [Required, MaxLength(64)]
    public string? Code { get; init; }
}

internal sealed record StartCodeView(
    long Id, int ConnectorId, [property: Description("Open, Withdrawn, Expired, Starting, Charging, Ended")] string State, DateTimeOffset MadeAt, string MadeBy,
    DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, [property: Description("The tag that was made for the session")] string? IdTag, int? TransactionId)
{
    public static StartCodeView Of(StartCode code, DateTimeOffset now) => new(
        code.StartCodeId, code.ConnectorId, $"{code.StateAt(now)}", code.MadeAt, code.MadeBy, code.ExpiresAt, code.UsedAt, code.IdTag, code.TransactionId);
}

internal sealed record NewStartCodeView(
    long Id, int ConnectorId, string Code, [property: Description("What a guest opens")] string Address, DateTimeOffset ExpiresAt,
    [property: Description("The address as a QR code, an SVG document; null where it is too long for one")] string? Qr);

internal sealed record GuestStartView(
    string Station, int ConnectorId,
    [property: Description("What the station said: Accepted (it will try), Rejected; null when it did not in time")] string? Answer,
    [property: Description("The session must have begun by then: plug in")] DateTimeOffset BeginBy);
