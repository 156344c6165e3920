using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Reconciliation;

/// <summary>What does not add up, and what persons decide about it.</summary>
internal static class CaseEndpoints
{
    private static readonly Dictionary<string, CaseKind> Kinds = Enum.GetValues<CaseKind>().ToDictionary(kind => kind.ToString());

    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("cases");
        cases.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listCases").WithSummary("List what does not add up, the newest first").Fails(422);
        cases.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getCase").WithSummary("Read one case").Fails(404);
        cases.MapPost("/{id:long}/close", CloseAsync).Needs(Role.Operator).HonoursSites().WithName("closeCase").WithSummary("Decide a case")
            .WithDescription("A ghost is ended at its last reading; a stop of the station's own takes that one's place.").Fails(404, 409, 422);
        cases.MapPost("/{id:long}/reopen", ReopenAsync).Needs(Role.Operator).HonoursSites().WithName("reopenCase").WithSummary("Undo the closing of a case; no rule closes it again").Fails(404, 409);
        var power = api.MapGroup("/stations/{identity}/rated-power").WithTags("cases");
        power.MapGet("", GetPowerAsync).Needs(Role.Viewer).WithName("getRatedPower").WithSummary("The most a station can deliver").Fails(404);
        power.MapPut("", PutPowerAsync).Needs(Role.Operator).WithName("changeRatedPower").WithSummary("Say what a station can deliver at most").Fails(404, 422);
    }

    private static async Task<Ok<Page<CaseView>>> ListAsync(
        Caller caller,
        Database database,
        [Description("True: only open ones; false: only closed ones")] bool? open,
        [Description("Only this kind")] string? kind,
        [Description("A station's identity")] string? station,
        int? transactionId,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        var before = long.MaxValue;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before)) errors.Add("after", "Give the value of 'next' from the page before.");
        if (kind is not null) errors.OneOf("kind", kind, Kinds);
        errors.ThrowIfAny();
        var key = station is null ? null : StationIdentity.Fold(station);
        var found = await database.ReadAsync(connection => connection.Query<CaseRecord>($"""
            {CaseBook.Columns}
            WHERE k.case_id < @before {(caller.Scope.All ? "" : "AND s.site_id IN @sites")} {(open is null ? "" : open.Value ? "AND k.closed_at IS NULL" : "AND k.closed_at IS NOT NULL")}
              {(kind is null ? "" : "AND k.kind = @kind")} {(key is null ? "" : "AND s.identity_key = @key")} {(transactionId is null ? "" : "AND k.transaction_id = @transactionId")}
            ORDER BY k.case_id DESC LIMIT @limit
            """, new { before, sites = caller.Scope.Ids, kind, key, transactionId, limit = most + 1 }).AsList());
        return TypedResults.Ok(Paging.Of(found.ConvertAll(CaseView.Of), most, item => item.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CaseView>> GetAsync(long id, Caller caller, Database database) => TypedResults.Ok(await ViewAsync(id, caller, database));

    private static async Task<Ok<CaseView>> CloseAsync(long id, CaseCloseRequest request, Caller caller, Database database)
    {
        var errors = new FieldErrors();
        var note = errors.OptionalText("note", request.Note, 500);
        await database.WriteAsync(unit =>
        {
            var found = Seen(unit.Connection, id, caller);
            if (found.ClosedAt is not null)
                throw Problem.Conflict("case-closed", $"The case was closed by {found.ClosedBy} with {found.Reason}. POST /api/v1/cases/{id}/reopen undoes that.").AsException();
            var reason = errors.OneOf("reason", request.Reason, Reasons(found));
            errors.ThrowIfAny();
            bool? bills = found.TransactionId is null ? null : reason != CaseReason.DoNotBill;
            CaseBook.Close(unit, found, reason, bills, caller.Label, note);
            AuditLog.Append(unit, caller, "case.close", id.ToString(CultureInfo.InvariantCulture), $$"""{"reason":"{{reason}}"}""");
        });
        return TypedResults.Ok(await ViewAsync(id, caller, database));
    }

    private static async Task<Ok<CaseView>> ReopenAsync(long id, Caller caller, Database database)
    {
        await database.WriteAsync(unit =>
        {
            var found = Seen(unit.Connection, id, caller);
            if (found.ClosedAt is null) throw Problem.Conflict("case-open", "The case is open already.").AsException();
            CaseBook.Reopen(unit, found, $"reopened by {caller.Label}", byPerson: true);
            AuditLog.Append(unit, caller, "case.reopen", id.ToString(CultureInfo.InvariantCulture));
        });
        return TypedResults.Ok(await ViewAsync(id, caller, database));
    }

    private static Dictionary<string, CaseReason> Reasons(CaseRecord found) => (found.Kind switch
    {
        CaseKind.Orphan => (CaseReason[])[CaseReason.Ignored],
        CaseKind.Ghost => [CaseReason.LastReading, CaseReason.DoNotBill],
        _ => [CaseReason.BillAsRecorded, CaseReason.DoNotBill],
    }).ToDictionary(reason => reason.ToString());

    private static async Task<Ok<RatedPowerView>> GetPowerAsync(string identity, StationRegistry stations, ReconciliationOptions options, Database database)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var watts = await database.ReadAsync(connection => connection.QueryFirstOrDefault<long?>("SELECT watts FROM rated_power WHERE station_id = @StationId", new { station.StationId }));
        return TypedResults.Ok(new RatedPowerView(watts ?? options.DefaultRatedWatts, watts is null));
    }

    private static async Task<Ok<RatedPowerView>> PutPowerAsync(
        string identity, RatedPowerRequest request, Caller caller, StationRegistry stations, ReconciliationOptions options, Database database)
    {
        var errors = new FieldErrors();
        if (request.Watts is < 1 or > 10_000_000) errors.Add("watts", "Give 1 to 10000000 W, or null.");
        errors.ThrowIfAny();
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        await database.WriteAsync(unit =>
        {
            unit.Connection.Execute(request.Watts is null
                ? "DELETE FROM rated_power WHERE station_id = @StationId"
                : "INSERT INTO rated_power (station_id, watts) VALUES (@StationId, @Watts) ON CONFLICT (station_id) DO UPDATE SET watts = excluded.watts",
                new { station.StationId, request.Watts });
            AuditLog.Append(unit, caller, "station.ratedPower", station.Identity, $$"""{"watts":{{request.Watts?.ToString(CultureInfo.InvariantCulture) ?? "null"}}}""");
        });
        return await GetPowerAsync(identity, stations, options, database);
    }

    private static async Task<CaseView> ViewAsync(long id, Caller caller, Database database) =>
        CaseView.Of(await database.ReadAsync(connection => Seen(connection, id, caller)));

    /// <summary>A case of a station at another site than the caller's is answered like one that is not there.</summary>
    private static CaseRecord Seen(DbConnection connection, long id, Caller caller) =>
        CaseBook.Find(connection, id) is { } found && caller.Scope.Covers(found.SiteId)
            ? found
            : throw Problem.NotFound("case-unknown", $"There is no case {id}. GET /api/v1/cases lists them.").AsException();
}
