using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.IdTags;

/// <summary>Making a card known by holding it to a station.</summary>
internal static class CardLearningEndpoints
{
    private const int LeastSeconds = 10;
    private const int MostSeconds = 600;
    private const int UsualSeconds = 60;

    private const string Example = """
        {"state":"Found","begunAt":"2026-03-01T12:00:00Z","begunBy":"account:owner","endsAt":"2026-03-01T12:05:20Z","idTag":"04A1B2C3D4E5F6","foundAt":"2026-03-01T12:00:20Z"}
        """;

    public static void MapCardLearning(this IEndpointRouteBuilder api)
    {
        var learning = api.MapGroup("/stations/{identity}/card-learning").WithTags("id tags");
        learning.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getCardLearning").WithSummary("How far the station is with the card that is to be made known").Fails(404).WithExamples(null, Example);
        learning.MapPost("", BeginAsync).Needs(Role.Operator).WithName("beginCardLearning").WithSummary("Make the next card known that is held to this station")
            .WithDescription("The first that nobody knows, within the time. It does not charge before it is bound.").Fails(404, 422).WithExamples("""{"seconds":60}""", Example);
        learning.MapPost("/bind", BindAsync).Needs(Role.Operator).WithName("bindLearntCard").WithSummary("Say whose the card is that was held to the station: it is known from then on")
            .Fails(404, 409, 422).WithExamples("""{"driver":5,"note":"the red one"}""", Example.Replace("Found", "Bound", StringComparison.Ordinal));
        learning.MapDelete("", CancelAsync).Needs(Role.Operator).WithName("cancelCardLearning").WithSummary("Wait for no card any more").Fails(404, 409);
    }

    private static async Task<Ok<CardLearningView>> GetAsync(string identity, StationRegistry stations, Database database, TimeProvider time)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return TypedResults.Ok(await ViewAsync(station, database, time));
    }

    private static async Task<Created<CardLearningView>> BeginAsync(
        string identity, CardLearningRequest request, Caller caller, StationRegistry stations, Database database, TimeProvider time)
    {
        var station = await OwnAsync(identity, caller, stations);
        var errors = new FieldErrors();
        var seconds = request.Seconds ?? UsualSeconds;
        if (seconds is < LeastSeconds or > MostSeconds) errors.Add("seconds", $"Give {LeastSeconds} to {MostSeconds}.");
        errors.ThrowIfAny();
        await database.WriteAsync(unit => CardLearning.Begin(unit, caller, station, TimeSpan.FromSeconds(seconds)));
        return TypedResults.Created($"/api/v1/stations/{Uri.EscapeDataString(station.Identity)}/card-learning", await ViewAsync(station, database, time));
    }

    private static async Task<Ok<CardLearningView>> BindAsync(
        string identity, LearntCardRequest request, Caller caller, StationRegistry stations, Database database, TimeProvider time)
    {
        var station = await OwnAsync(identity, caller, stations);
        var errors = new FieldErrors();
        var parent = request.ParentIdTag is null ? null : IdTagText.Check(errors, "parentIdTag", request.ParentIdTag);
        var note = errors.OptionalText("note", request.Note, 200);
        if (request.Driver is { } driver && !await database.ReadAsync(connection => DriverList.Exists(connection, driver)))
            errors.Add("driver", $"There is no driver {driver}. GET /api/v1/drivers lists them.");
        errors.ThrowIfAny();
        await database.WriteAsync(unit =>
        {
            if (CardLearning.Newest(unit.Connection, station.StationId) is not { } learning || learning.StateAt(unit.Now) != CardLearningState.Found)
                throw Problem.Conflict("no-card-found", $"No card waits to be bound at '{station.Identity}'. Begin with POST /api/v1/stations/{station.Identity}/card-learning and hold it to the station.").AsException();
            var tag = new IdTag { Tag = learning.IdTag!, DriverId = request.Driver, ParentIdTag = parent, OneTransactionAtATime = request.OneTransactionAtATime ?? false, Note = note };
            if (!learning.Bind(unit, caller, station.Identity, tag))
                throw Problem.Conflict("id-tag-exists", $"The id tag '{tag.Tag}' has been added meanwhile. PUT /api/v1/id-tags/{tag.Tag} changes it.").AsException();
        });
        return TypedResults.Ok(await ViewAsync(station, database, time));
    }

    private static async Task<NoContent> CancelAsync(string identity, Caller caller, StationRegistry stations, Database database)
    {
        var station = await OwnAsync(identity, caller, stations);
        await database.WriteAsync(unit =>
        {
            if (!CardLearning.Cancel(unit, station.StationId)) throw Problem.Conflict("no-card-learning", $"'{station.Identity}' waits for no card.").AsException();
            AuditLog.Append(unit, caller, "cardLearning.cancel", station.Identity);
        });
        return TypedResults.NoContent();
    }

    /// <summary>Id tags are known everywhere: who has some sites only does not make one.</summary>
    private static async Task<StationRecord> OwnAsync(string identity, Caller caller, StationRegistry stations)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return caller.Scope.All ? station
            : throw Problem.Forbidden("sites", "A card is known at all sites; your role holds on some only. Ask somebody whose role holds on all sites.").AsException();
    }

    private static async Task<CardLearningView> ViewAsync(StationRecord station, Database database, TimeProvider time) =>
        await database.ReadAsync(connection => CardLearning.Newest(connection, station.StationId)) is { } learning
            ? CardLearningView.Of(learning, time.GetUtcNow())
            : throw Problem.NotFound("no-card-learning", $"'{station.Identity}' has waited for no card yet. POST to the same address begins.").AsException();
}

internal sealed record CardLearningRequest
{
    [Description("How long to wait for the card, 10 to 600; 60 when absent. Once it is there it can be bound for 5 minutes at least.")]
    public int? Seconds { get; init; }
}

internal sealed record LearntCardRequest
{
    [Description("The number of the driver whose it is; nobody's when absent")]
    public long? Driver { get; init; }

    [MaxLength(20)]
    public string? ParentIdTag { get; init; }

    [Description("Answer ConcurrentTx to a second start while one runs")]
    public bool? OneTransactionAtATime { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }
}

internal sealed record CardLearningView(
    [property: Description("Waiting, Found, Bound, Cancelled, Over")] string State, DateTimeOffset BegunAt, string BegunBy, DateTimeOffset EndsAt, string? IdTag, DateTimeOffset? FoundAt)
{
    public static CardLearningView Of(CardLearning learning, DateTimeOffset now) =>
        new($"{learning.StateAt(now)}", learning.BegunAt, learning.BegunBy, learning.EndsAt, learning.IdTag, learning.FoundAt);
}
