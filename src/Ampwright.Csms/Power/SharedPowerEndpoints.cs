using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Power;

/// <summary>What each connector may draw and why, what all could draw at worst, and what the building draws.</summary>
internal static class SharedPowerEndpoints
{
    private static readonly TimeSpan ClockAhead = TimeSpan.FromMinutes(1);

    public static void MapSharedPower(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{id:long}/power/connectors", ConnectorsAsync).Needs(Role.Viewer).HonoursSites().WithTags("power").WithName("listSharedPower")
            .WithSummary("What each connector of a site may draw now, and why").Fails(404, 409, 422).WithExamples(null, PowerExamples.Shared);
        api.MapGet("/sites/{id:long}/power/worst-case", WorstAsync).Needs(Role.Viewer).HonoursSites().WithTags("power").WithName("getWorstCase")
            .WithSummary("What all stations of a site could draw now at worst, and whether that is within its limits")
            .WithDescription("Stations that cannot be told count at what they hold until it runs out, then at their fall-back; limits that were sent and not confirmed at the higher of both.")
            .Fails(404, 409).WithExamples(null, PowerExamples.Worst);
        api.MapPut("/sites/{id:long}/building-load", BuildingAsync).Needs(Role.Operator, orMeter: true).HonoursSites().WithTags("power").WithName("putBuildingLoad")
            .WithSummary("Tell what the building beside the stations draws now").WithDescription("As often as it is measured; a reading that is older than the plan says does not count. A token with the role meter may do this and nothing else.")
            .Fails(404, 422).WithExamples(PowerExamples.NewBuildingLoad, PowerExamples.BuildingLoad);
    }

    private static async Task<Ok<SharedPowerView>> ConnectorsAsync(
        long id, Caller caller, SiteList list, PowerKeeper keeper, Database database,
        [Description("Connectors on a page, 1 to 500; 500 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        await PlanEndpoints.SeenAsync(id, caller, list);
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit ?? Paging.MostLimit);
        var behind = ConnectorKey.Read(errors, after);
        errors.ThrowIfAny();
        return TypedResults.Ok(keeper.Find(id)?.Report((plan, facts, connectors) => SharedPowerView.Of(plan, facts, connectors, behind, most)) ?? throw await NotYetAsync(id, database));
    }

    private static async Task<Ok<WorstCaseView>> WorstAsync(long id, Caller caller, SiteList list, PowerKeeper keeper, Database database)
    {
        await PlanEndpoints.SeenAsync(id, caller, list);
        return TypedResults.Ok(keeper.Find(id)?.Report((plan, facts, connectors) => WorstCaseView.Of(facts, SiteProof.Of(plan, facts, connectors))) ?? throw await NotYetAsync(id, database));
    }

    /// <summary>A plan that is a second old was not looked at yet.</summary>
    private static async Task<ProblemException> NotYetAsync(long id, Database database) => await database.ReadAsync(connection => PowerPlans.Find(connection, id)) is null
        ? PlanEndpoints.None(id)
        : Problem.Conflict("power-not-shared-yet", $"The plan of site {id} was stored and is looked at within a second or two: ask again then.").AsException();

    private static async Task<Ok<BuildingLoadView>> BuildingAsync(long id, BuildingLoadRequest request, Caller caller, SiteList list, Database database, TimeProvider time)
    {
        await PlanEndpoints.SeenAsync(id, caller, list);
        var errors = new FieldErrors();
        foreach (var (name, phase) in ((string, decimal?)[])[("l1", request.L1), ("l2", request.L2), ("l3", request.L3)])
        {
            if (phase is null or < -10_000 or > 10_000) errors.Add(name, "Give -10000 to 10000 A; less than 0 where it feeds in.");
        }
        var now = time.GetUtcNow();
        if (request.MeasuredAt > now + ClockAhead) errors.Add("measuredAt", "It lies ahead: set the meter's clock, or leave it out.");
        errors.ThrowIfAny();
        var at = request.MeasuredAt is { } told && told < now ? told : now;
        await database.WriteAsync(unit => PowerPlans.Measured(unit, id, new BuildingReading(Up(request.L1), Up(request.L2), Up(request.L3), at)));
        var kept = (await database.ReadAsync(connection => PowerPlans.Building(connection, id)))!;
        return TypedResults.Ok(new BuildingLoadView(Amperes.ToAmperes(kept.L1), Amperes.ToAmperes(kept.L2), Amperes.ToAmperes(kept.L3), kept.At));

        // Up to the next tenth: what it draws is never made less.
        static int Up(decimal? amperes) => (int)decimal.Ceiling(amperes!.Value * 10);
    }
}

internal sealed record BuildingLoadRequest
{
    [Required, Description("What it draws on L1, in A; less than 0: it feeds in, which is not given out")]
    public decimal? L1 { get; init; }

    [Required]
    public decimal? L2 { get; init; }

    [Required]
    public decimal? L3 { get; init; }

    [Description("When it was measured; now when absent. One that is older than the newest changes nothing")]
    public DateTimeOffset? MeasuredAt { get; init; }
}

internal sealed record BuildingLoadView(decimal L1, decimal L2, decimal L3, [property: Description("Of the newest reading")] DateTimeOffset MeasuredAt);
