using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Storage;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ampwright.Csms.Campaigns;

/// <summary>One kind of work for many stations, wave after wave.</summary>
internal static class CampaignEndpoints
{
    private static readonly Dictionary<string, CampaignState> States = Enum.GetValues<CampaignState>().ToDictionary(state => state.ToString());
    private static readonly Dictionary<string, PartState> Parts = Enum.GetValues<PartState>().ToDictionary(state => state.ToString());

    public static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("campaigns");
        campaigns.MapPost("", CreateAsync).Needs(Role.Operator).HonoursSites().WithName("createCampaign").WithSummary("Begin a campaign: one kind of work for many stations, wave after wave")
            .WithDescription("The stations are chosen when it is created. A few may go first; when one of them fails, or more of a later wave than 'stopAfter' or 'stopPercent' say, nobody else is "
                + "begun. With dryRun it answers 200 with the waves and does nothing.").Fails(409, 422);
        campaigns.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listCampaigns").WithSummary("List the campaigns, the newest first").Fails(422);
        campaigns.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getCampaign").WithSummary("Read how far a campaign is, wave by wave").Fails(404);
        campaigns.MapPatch("/{id:long}", ChangeAsync).Needs(Role.Operator).HonoursSites().WithName("changeCampaign").WithSummary("Change a campaign's pace or what stops it").Fails(404, 409, 412, 422);
        campaigns.MapGet("/{id:long}/stations", StationsAsync).Needs(Role.Viewer).HonoursSites().WithName("listCampaignStations")
            .WithSummary("List what became of it at each station, in the order of their turns").Fails(404, 422);
        Turn("pause", CampaignVerb.Pause, "Begin no further station; what is under way is carried out");
        Turn("resume", CampaignVerb.Resume, "Go on after a pause or a stop; what failed before is forgiven");
        Turn("go-ahead", CampaignVerb.GoAhead, "Begin the next wave now");
        Turn("cancel", CampaignVerb.Cancel, "End it; what was not sent yet is taken back");
        Turn("retry", CampaignVerb.Retry, "Have the stations that failed wait for their turn again");

        void Turn(string verb, CampaignVerb turn, string summary) => campaigns.MapPost($"/{{id:long}}/{verb}",
                (long id, Caller caller, Database database, CampaignRunner runner) => TurnAsync(id, verb, turn, caller, database, runner))
            .Needs(Role.Operator).HonoursSites().WithName($"{(turn == CampaignVerb.GoAhead ? "goAheadWith" : verb)}Campaign").WithSummary(summary).Fails(404, 409);
    }

    private static async Task<Results<Ok<CampaignPreview>, Created<CampaignView>>> CreateAsync(
        CampaignRequest request, Caller caller, Database database, CampaignReading reading, CampaignRunner runner,
        [FromHeader(Name = "Idempotency-Key"), Description("A text of your own, new for each campaign: sent again with the same request it brings the same one back")] string? idempotencyKey)
    {
        var made = await reading.ReadAsync(request, idempotencyKey, caller);
        if (made.Idempotency is { } key && await database.ReadAsync(connection => CampaignBook.OfRequest(connection, caller.Label, key.Key)) is { } earlier)
            return Earlier(await ViewAsync(earlier.Id, database), earlier.Hash, key.Hash);
        var (stations, unknown) = await database.ReadAsync(connection => BulkSelection.Of(connection, request.Stations, request.Filter, caller.Scope, connectedFirst: true));
        var errors = new FieldErrors();
        if (unknown.Count > 0) errors.Add("stations", $"Not registered: {string.Join(", ", unknown)}.");
        if (stations.Count == 0 && unknown.Count == 0) errors.Add("stations", "No station is selected. Give identities, or a filter that some stations match.");
        errors.ThrowIfAny();
        if (request.DryRun == true)
        {
            var there = await database.ReadAsync(connection => connection.Query<long>("SELECT station_id FROM stations WHERE lease_connection IS NOT NULL").ToHashSet());
            return TypedResults.Ok(new CampaignPreview(stations.Count, stations.Count(there.Contains), made.Waves(stations.Count)));
        }
        var (id, known) = await database.WriteAsync(unit =>
        {
            // The same request a second time, while the first was under way.
            if (made.Idempotency is { } own && CampaignBook.OfRequest(unit.Connection, caller.Label, own.Key) is { } first) return (first.Id, first.Hash);
            var begun = runner.Create(unit, made, stations);
            AuditLog.Append(unit, caller, "campaign.create", begun.ToString(CultureInfo.InvariantCulture), $$"""{"kind":"{{made.Kind}}","stations":{{stations.Count}}}""");
            return (begun, made.Idempotency?.Hash);
        });
        return Earlier(await ViewAsync(id, database), known, made.Idempotency?.Hash);
    }

    private static Created<CampaignView> Earlier(CampaignView campaign, byte[]? known, byte[]? asked) =>
        CryptographicOperations.FixedTimeEquals(known ?? [], asked ?? [])
            ? TypedResults.Created($"/api/v1/campaigns/{campaign.Id}", campaign)
            : throw Problem.Conflict("idempotency-key-reused", $"The Idempotency-Key was used for another request, campaign {campaign.Id}. Choose a new one for each campaign.").AsException();

    private static async Task<Ok<Page<CampaignView>>> ListAsync(
        Caller caller, Database database,
        [Description("Running, Resting, Awaiting, Paused, Stopped, Cancelled or Done")] string? state,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        CampaignState? wanted = state is null ? null : errors.OneOf("state", state, States);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection =>
            CampaignBook.List(connection, caller.Scope, wanted, after ?? long.MaxValue, most + 1).ConvertAll(campaign => CampaignView.Of(connection, campaign)));
        return TypedResults.Ok(Paging.Of(found, most, campaign => campaign.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CampaignView>> GetAsync(long id, Caller caller, Database database, HttpContext context)
    {
        EntityVersion.Tell(context, (await SeenAsync(id, caller, database)).Version);
        return TypedResults.Ok(await ViewAsync(id, database));
    }

    private static async Task<Ok<CampaignView>> ChangeAsync(long id, CampaignPatch patch, Caller caller, Database database, CampaignRunner runner, HttpContext context)
    {
        await SeenAsync(id, caller, database);
        var expected = EntityVersion.Expected(context);
        await database.WriteAsync(unit =>
        {
            var present = CampaignBook.Find(unit.Connection, id)!;
            if (expected is { } version && version != present.Version) throw EntityVersion.ChangedMeanwhile($"/api/v1/campaigns/{id}");
            if (present.State == CampaignState.Cancelled) throw Problem.Conflict("campaign-state", $"Campaign {id} is cancelled: there is nothing left to change.").AsException();
            CampaignBook.Change(unit, CampaignReading.Changed(present, patch));
            AuditLog.Append(unit, caller, "campaign.change", id.ToString(CultureInfo.InvariantCulture));
            runner.Advance(unit, id);
        });
        return await GetAsync(id, caller, database, context);
    }

    private static async Task<Ok<Page<CampaignStationView>>> StationsAsync(
        long id, Caller caller, Database database,
        [Description("Only those: Waiting, Running, Done, Failed or Skipped")] string? state,
        [Description("Only those of this wave")] int? wave,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        PartState? wanted = state is null ? null : errors.OneOf("state", state, Parts);
        errors.ThrowIfAny();
        await SeenAsync(id, caller, database);
        var found = await database.ReadAsync(connection => CampaignBook.Parts(connection, id, wanted, wave, after ?? -1, most + 1));
        var page = Paging.Of(found, most, part => part.Position.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new Page<CampaignStationView>([.. page.Items.Select(CampaignStationView.Of)], page.Next));
    }

    private static async Task<Ok<CampaignView>> TurnAsync(long id, string verb, CampaignVerb turn, Caller caller, Database database, CampaignRunner runner)
    {
        await SeenAsync(id, caller, database);
        var turned = await database.WriteAsync(unit =>
        {
            if (!runner.Turn(unit, id, turn)) return false;
            AuditLog.Append(unit, caller, $"campaign.{verb}", id.ToString(CultureInfo.InvariantCulture));
            return true;
        });
        var now = await ViewAsync(id, database);
        if (turned) return TypedResults.Ok(now);
        throw Problem.Conflict("campaign-state", turn == CampaignVerb.Retry && now.Failed == 0
            ? $"No station of campaign {id} has failed: there is nothing to try again."
            : $"Campaign {id} is {now.State}: it cannot {verb}.").AsException();
    }

    private static async Task<Campaign> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => CampaignBook.Find(connection, id, caller.Scope))
        ?? throw Problem.NotFound("campaign-unknown", $"There is no campaign {id}. GET /api/v1/campaigns lists them.").AsException();

    private static async Task<CampaignView> ViewAsync(long id, Database database) =>
        await database.ReadAsync(connection => CampaignView.Of(connection, CampaignBook.Find(connection, id)!));
}
