using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Prices;

/// <summary>Where and for whom tariffs hold.</summary>
internal static class AssignmentEndpoints
{
    public static void MapTariffAssignments(this IEndpointRouteBuilder api)
    {
        var assignments = api.MapGroup("/tariff-assignments").WithTags("prices");
        assignments.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listTariffAssignments").WithSummary("List where and for whom tariffs hold").Fails(422);
        assignments.MapPost("", AddAsync).Needs(Role.Operator).WithName("addTariffAssignment").WithSummary("Have a tariff hold at a place, for everybody or for a group")
            .WithDescription("For sessions that start from now on.").Fails(409, 422).WithExamples(PriceExamples.NewAssignment, PriceExamples.Assignment);
        assignments.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getTariffAssignment").WithSummary("Read one assignment").Fails(404);
        assignments.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).WithName("putTariffAssignment").WithSummary("Have another tariff hold there").Fails(404, 412, 422);
        assignments.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeTariffAssignment").WithSummary("Remove an assignment").Fails(404);
    }

    private static async Task<Ok<Page<AssignmentView>>> ListAsync(
        AssignmentList list,
        [Description("The number of a tariff: only its assignments")] long? tariff,
        [Description("The number of a site: only what is said for it and for its stations")] long? site,
        [Description("The number of a group: only what is said for it")] long? group,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await list.ListAsync(after ?? 0, most + 1, tariff, site, group);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(AssignmentView.Of), most, assignment => assignment.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<AssignmentView>> AddAsync(AssignmentRequest request, Caller caller, AssignmentList list, TariffList tariffs, StationRegistry stations, Database database)
    {
        var errors = new FieldErrors();
        await CheckTariffAsync(errors, request.Tariff, tariffs);
        var station = await NamedPlace.CheckAsync(errors, request.Site, request.Station, stations, database);
        if (request.Group is { } group && !await database.ReadAsync(connection => GroupList.Exists(connection, group)))
            errors.Add("group", $"There is no group {group}. GET /api/v1/groups lists them.");
        errors.ThrowIfAny();
        var assignment = new TariffAssignment { TariffId = request.Tariff!.Value, SiteId = request.Site, StationId = station?.StationId, GroupId = request.Group };
        var id = await list.AddAsync(assignment, caller)
            ?? throw Problem.Conflict("tariff-assigned", "A tariff holds there already for the same group. Change that assignment with PUT: GET /api/v1/tariff-assignments lists them.").AsException();
        return TypedResults.Created($"/api/v1/tariff-assignments/{id}", AssignmentView.Of((await list.FindAsync(id))!));
    }

    private static async Task<Ok<AssignmentView>> GetAsync(long id, AssignmentList list, HttpContext context)
    {
        var assignment = await list.FindAsync(id) ?? throw Unknown(id);
        EntityVersion.Tell(context, assignment.Version);
        return TypedResults.Ok(AssignmentView.Of(assignment));
    }

    private static async Task<Ok<AssignmentView>> PutAsync(long id, AssignmentPut request, Caller caller, AssignmentList list, TariffList tariffs, HttpContext context)
    {
        var errors = new FieldErrors();
        await CheckTariffAsync(errors, request.Tariff, tariffs);
        errors.ThrowIfAny();
        switch (await list.ChangeAsync(id, request.Tariff!.Value, EntityVersion.Expected(context), caller))
        {
            case Outcome.NotFound: throw Unknown(id);
            case Outcome.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/tariff-assignments/{id}");
        }
        return await GetAsync(id, list, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, AssignmentList list) =>
        await list.RemoveAsync(id, caller) == Outcome.NotFound ? throw Unknown(id) : TypedResults.NoContent();

    private static async Task CheckTariffAsync(FieldErrors errors, long? tariff, TariffList tariffs)
    {
        if (tariff is not { } id) errors.Add("tariff", "Give the number of the tariff.");
        else if (await tariffs.FindAsync(id) is null) errors.Add("tariff", $"There is no tariff {id}. GET /api/v1/tariffs lists them.");
    }

    private static ProblemException Unknown(long id) =>
        Problem.NotFound("tariff-assignment-unknown", $"There is no assignment {id}. GET /api/v1/tariff-assignments lists them.").AsException();
}

internal sealed record AssignmentRequest
{
    [Required, Description("The number of the tariff")]
    public long? Tariff { get; init; }

    [Description("The number of the site where; neither site nor station: everywhere")]
    public long? Site { get; init; }

    [Description("The identity of the station where")]
    public string? Station { get; init; }

    [Description("The number of the group for whom; for everybody when absent")]
    public long? Group { get; init; }
}

internal sealed record AssignmentPut
{
    [Required, Description("The number of the tariff")]
    public long? Tariff { get; init; }
}

internal sealed record AssignmentView(long Id, long Tariff, long? Site, string? Station, long? Group)
{
    public static AssignmentView Of(TariffAssignment assignment) => new(assignment.AssignmentId, assignment.TariffId, assignment.SiteId, assignment.Station, assignment.GroupId);
}
