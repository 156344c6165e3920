using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Power;

/// <summary>Every site at a glance: what flows there, against its limit, and what it has delivered today.</summary>
internal static class SitesNowEndpoint
{
    public static void MapSitesNow(this IEndpointRouteBuilder api) => api.MapGet("/power", ListAsync).Needs(Role.Viewer).HonoursSites().WithTags("power").WithName("listSitePower")
        .WithSummary("What flows at each site against its limit, and what it delivered today").WithDescription("Power by the last meter values of running sessions; energy by registers, since the site's own midnight.")
        .Fails(422).WithExamples(null, """
            {"items":[{"site":2,"powerW":21490,"buildingW":14490,"limitW":86250,"holds":true,"energyTodayWh":48210,"since":"2026-03-01T23:00:00Z"}],"next":null}
            """);

    private static async Task<Ok<Page<SitePowerView>>> ListAsync(
        Caller caller, SiteList list, Database database, PowerKeeper keeper, TimeProvider time,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var now = time.GetUtcNow();
        var sites = await list.ListAsync(caller.Scope, after ?? 0, most + 1);
        var views = await database.ReadAsync(connection =>
        {
            var flows = SitesNow.Read(connection, sites, caller.Scope, now);
            var plans = PowerPlans.All(connection).ToDictionary(plan => plan.SiteId, plan => plan.ToPlan());
            return sites.ConvertAll(site =>
            {
                var plan = plans.GetValueOrDefault(site.SiteId);
                var building = plan?.Building?.Counts(PowerPlans.Building(connection, site.SiteId), now, withReserve: false);
                return SitePowerView.Of(site, flows.GetValueOrDefault(site.SiteId), plan, building, keeper.Find(site.SiteId)?.Holds, now);
            });
        });
        return TypedResults.Ok(Paging.Of(views, most, view => view.Site.ToString(CultureInfo.InvariantCulture)));
    }
}

internal sealed record SitePowerView(
    long Site,
    [property: Description("What flows into cars, in W")] long PowerW,
    [property: Description("What counts as the building's draw, in W; null: nobody measures it")] long? BuildingW,
    [property: Description("What the whole site may draw now, in W; null: nothing limits it")] long? LimitW,
    [property: Description("Whether the worst case is within every limit; null: nothing limits it, or it was not looked at yet")] bool? Holds,
    [property: Description("What cars have received since the site's midnight, in Wh")] long EnergyTodayWh,
    [property: Description("That midnight")] DateTimeOffset Since)
{
    public static SitePowerView Of(Site site, SiteFlow flow, PowerPlan? plan, BuildingDraw? building, bool? holds, DateTimeOffset now) => new(
        site.SiteId, (long)Math.Round(flow.PowerW), plan is null || building is not { } draw ? null : Watts(draw.L1 + draw.L2 + draw.L3, plan.Voltage),
        plan is null ? null : LimitOf(plan.Nodes[0].At(now, plan.Zone), plan.Voltage), plan is null ? null : holds, flow.EnergyWh, SitesNow.Midnight(site, now));

    private static long? LimitOf(PlanLimit limit, decimal voltage)
    {
        long? phases = limit.Current is { } current ? Watts(3 * current, voltage) : null;
        return phases is null ? limit.Watts : limit.Watts is { } watts ? Math.Min(phases.Value, watts) : phases;
    }

    private static long Watts(int tenths, decimal voltage) => (long)Math.Round(tenths * voltage / 10);
}
