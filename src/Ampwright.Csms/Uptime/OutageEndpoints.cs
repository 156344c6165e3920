using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Uptime;

/// <summary>What persons say of outages: why a port was out, so that it is excluded, or that it was although it showed nothing.</summary>
internal static class OutageEndpoints
{
    private const int MostConnectors = 1000;
    private static readonly Dictionary<string, OutageReason> Reasons = Enum.GetValues<OutageReason>().ToDictionary(reason => reason.ToString());

    public static void MapOutageNotes(this IEndpointRouteBuilder api)
    {
        var notes = api.MapGroup("/outage-notes").WithTags("reports");
        notes.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listOutageNotes").WithSummary("List what was said of outages, the newest first").Fails(422);
        notes.MapPost("", AddAsync).Needs(Role.Operator).HonoursSites().WithName("addOutageNote").WithSummary("Say why ports were out, or that they were")
            .WithDescription("Of a site, a station, or one connector. Minutes outside of an outage are not changed by a reason that excludes.").Fails(422)
            .WithExamples(UptimeExamples.NewNote, UptimeExamples.Note);
        notes.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getOutageNote").WithSummary("Read one").Fails(404)
            .WithExamples(null, UptimeExamples.Note);
        notes.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).HonoursSites().WithName("putOutageNote").WithSummary("Replace all that it says").Fails(404, 412, 422)
            .WithExamples(UptimeExamples.NewNote, UptimeExamples.Note);
        notes.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).HonoursSites().WithName("removeOutageNote").WithSummary("Remove one").Fails(404);
    }

    private static async Task<Ok<Page<OutageNoteView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("The number of a site: those for it and for its stations")] long? site,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => OutageNotes.Newest(connection, caller.Scope, station, site, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(OutageNoteView.Of), most, note => note.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<OutageNoteView>> AddAsync(OutageNoteRequest request, Caller caller, Database database)
    {
        var note = await CheckedAsync(request, caller, database);
        var id = await database.WriteAsync(unit => OutageNotes.Add(unit, note, caller));
        return TypedResults.Created($"/api/v1/outage-notes/{id}", OutageNoteView.Of((await database.ReadAsync(connection => OutageNotes.Find(connection, id)))!));
    }

    private static async Task<Ok<OutageNoteView>> GetAsync(long id, Caller caller, Database database, HttpContext context)
    {
        var note = await SeenAsync(id, caller, database);
        EntityVersion.Tell(context, note.Version);
        return TypedResults.Ok(OutageNoteView.Of(note));
    }

    private static async Task<Ok<OutageNoteView>> PutAsync(long id, OutageNoteRequest request, Caller caller, Database database, HttpContext context)
    {
        await SeenAsync(id, caller, database);
        var note = await CheckedAsync(request, caller, database) with { NoteId = id };
        var expected = EntityVersion.Expected(context);
        switch (await database.WriteAsync(unit => OutageNotes.Change(unit, note, expected, caller)))
        {
            case Outcome.NotFound: throw Unknown(id);
            case Outcome.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/outage-notes/{id}");
        }
        return await GetAsync(id, caller, database, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database) =>
        await database.WriteAsync(unit => OutageNotes.Remove(unit, id, caller)) ? TypedResults.NoContent() : throw Unknown(id);

    private static async Task<OutageNote> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => OutageNotes.Find(connection, id)) is { } note && caller.Scope.Covers(note.AtSite) ? note : throw Unknown(id);

    private static async Task<OutageNote> CheckedAsync(OutageNoteRequest request, Caller caller, Database database)
    {
        var errors = new FieldErrors();
        var note = new OutageNote
        {
            SiteId = request.Site,
            ConnectorId = request.ConnectorId,
            FromAt = request.From?.ToUniversalTime() ?? default,
            UntilAt = request.Until?.ToUniversalTime(),
            Reason = errors.OneOf("reason", request.Reason, Reasons),
            Note = errors.Text("note", request.Note, 500),
        };
        if (request.From is null) errors.Add("from", "Give the instant from which on it holds.");
        if (request.From >= request.Until) errors.Add("until", "Give an instant after 'from', or null while it goes on.");
        if (request.ConnectorId is < 1 or > MostConnectors) errors.Add("connectorId", $"Give a number from 1 to {MostConnectors}; null is all of the station.");
        if (request.ConnectorId is not null && request.Station is null) errors.Add("connectorId", "Name the station it belongs to.");
        if (request.Site is null == request.Station is null) errors.Add("station", "Give either a station or a site.");
        else if (request.Site is { } site && (!caller.Scope.Covers(site) || await database.ReadAsync(connection => Sites.SiteList.Find(connection, site)) is null))
            errors.Add("site", $"There is no site {site}. GET /api/v1/sites lists them.");
        else if (request.Station is { } identity)
        {
            var station = await database.ReadAsync(connection => StationRegistry.Find(connection, identity));
            if (station is null || !caller.Scope.Covers(station.SiteId)) errors.Add("station", $"There is no station '{identity}'. GET /api/v1/stations lists them.");
            note = note with { StationId = station?.StationId };
        }
        errors.ThrowIfAny();
        return note;
    }

    private static ProblemException Unknown(long id) => Problem.NotFound("outage-note-unknown", $"There is no outage note {id}. GET /api/v1/outage-notes lists them.").AsException();
}

internal sealed record OutageNoteRequest
{
    [Description("The number of a site: all its ports; or give a station")]
    public long? Site { get; init; }

    [Description("The identity of a station; or give a site")]
    public string? Station { get; init; }

    [Description("One connector of the station; all of them when absent")]
    public int? ConnectorId { get; init; }

    [Required]
    public DateTimeOffset? From { get; init; }

    [Description("Null: it goes on")]
    public DateTimeOffset? Until { get; init; }

    [Required, Description("UtilityInterruption, Vehicle, ScheduledMaintenance, Vandalism, NaturalDisaster: excluded by 23 CFR 680.116(b)(3); Blocked: OCPI's BLOCKED; NotDelivering: it was out whatever it showed")]
    public string? Reason { get; init; }

    [Required, MaxLength(500), Description("What shows it")]
    public string? Note { get; init; }
}

internal sealed record OutageNoteView(
    long Id, long? Site, string? Station, int? ConnectorId, DateTimeOffset From, DateTimeOffset? Until, string Reason, string Note, DateTimeOffset ChangedAt, string ChangedBy)
{
    public static OutageNoteView Of(OutageNote note) => new(
        note.NoteId, note.SiteId, note.Station, note.ConnectorId, note.FromAt, note.UntilAt, note.Reason.ToString(), note.Note, note.ChangedAt, note.ChangedBy);
}
