using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Authorization;

/// <summary>Why a driver may charge or may not: what was decided, and what would be.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stations/{identity}/authorizations", OfStationAsync).Needs(Role.Viewer).WithName("listStationAuthorizations").WithTags("authorization")
            .WithSummary("Why? What was decided about id tags at a station, the newest first").Fails(404, 422);
        api.MapGet("/transactions/{id:int}/authorizations", OfTransactionAsync).Needs(Role.Viewer).HonoursSites().WithName("listTransactionAuthorizations")
            .WithTags("authorization").WithSummary("Why? What was decided about the id tags of a transaction, the newest first").Fails(404, 422);
        api.MapGet("/id-tags/{idTag}/authorizations", OfTagAsync).Needs(Role.Viewer).WithName("listIdTagAuthorizations").WithTags("authorization")
            .WithSummary("Why? What was decided about an id tag anywhere, the newest first")
            .WithDescription("Also for a tag that nobody knows.").Fails(422);
        api.MapGet("/stations/{identity}/authorization", WouldBeAsync).Needs(Role.Support).WithName("checkAuthorization").WithTags("authorization")
            .WithSummary("May this id tag charge at the station? Decides as for Authorize, tells nobody and keeps nothing").Fails(404, 422);
    }

    private static async Task<Ok<Page<DecisionView>>> OfStationAsync(
        string identity, Database database, StationRegistry stations,
        [Description("Only what was decided about this id tag")] string? idTag,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return await PageAsync(database, limit, after, new DecisionFilter
        {
            Station = StationIdentity.Fold(station.Identity),
            IdTag = idTag is null ? null : IdTagList.Fold(idTag),
        });
    }

    private static async Task<Ok<Page<DecisionView>>> OfTransactionAsync(
        int id, Caller caller, Database database, TransactionList transactions,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var transaction = await TransactionEndpoints.SeenAsync(id, caller, transactions);
        return await PageAsync(database, limit, after, new DecisionFilter { TransactionId = transaction.TransactionId });
    }

    private static Task<Ok<Page<DecisionView>>> OfTagAsync(
        string idTag, Database database,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after) =>
        PageAsync(database, limit, after, new DecisionFilter { IdTag = IdTagList.Fold(idTag) });

    private static async Task<Ok<WouldBeView>> WouldBeAsync(
        string identity, Database database, StationRegistry stations, TimeProvider time, [Description("The id tag")] string? idTag,
        [Description("When; now when absent")] DateTimeOffset? at)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var errors = new FieldErrors();
        var tag = IdTagText.Check(errors, "idTag", idTag);
        errors.ThrowIfAny();
        var decision = await database.ReadAsync(connection => Authorizer.Decide(connection, station.StationId, tag, at ?? time.GetUtcNow()));
        return TypedResults.Ok(WouldBeView.Of(station.Identity, decision));
    }

    private static async Task<Ok<Page<DecisionView>>> PageAsync(Database database, int? limit, long? after, DecisionFilter filter)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => DecisionTrace.List(connection, filter with { Before = after ?? long.MaxValue, Limit = most + 1 }));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(DecisionView.Of), most, decision => decision.Id.ToString(CultureInfo.InvariantCulture)));
    }
}

internal sealed record DecisionView(
    long Id,
    DateTimeOffset At,
    string Station,
    [property: Description("Authorize, StartTransaction or StopTransaction")] string Action,
    string IdTag,
    int? TransactionId,
    [property: Description("What the station was told: Accepted, Blocked, Expired, Invalid, ConcurrentTx")] string Status,
    [property: Description("What decided: KnownTag, Rule, FreeCharging, UnknownTag, BlockedTag, ExpiredTag, NoRule, OutsideRule, RunningTransaction, QuotaUsed, StartCode, CardLearning")] string Reason,
    [property: Description("The number of the rule that allowed it, or whose quota is used up")] long? Rule,
    string? ParentIdTag,
    DateTimeOffset? ExpiresAt,
    [property: Description("What was looked at")] JsonElement Inputs)
{
    public static DecisionView Of(DecisionRecord decision) => new(
        decision.DecisionId, decision.At, decision.Station, decision.Action, decision.IdTag, decision.TransactionId, decision.Status, decision.Reason,
        decision.RuleId, decision.ParentIdTag, decision.ExpiresAt, JsonElement.Parse(decision.Inputs));
}

internal sealed record WouldBeView(
    string Station, string IdTag, string Status, string Reason, long? Rule, string? ParentIdTag, DateTimeOffset? ExpiresAt, JsonElement Inputs)
{
    public static WouldBeView Of(string station, Decision decision) => new(
        station, decision.IdTag, decision.Info.Status.Text, decision.Reason.ToString(), decision.RuleId, decision.Info.ParentIdTag,
        decision.Info.ExpiryDate?.Instant, JsonSerializer.SerializeToElement(decision.Inputs, DecisionJson.Default.DecisionInputs));
}
