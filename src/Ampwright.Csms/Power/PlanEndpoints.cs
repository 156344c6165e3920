using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Power;

/// <summary>How the power of sites is limited and shared.</summary>
internal static class PlanEndpoints
{
    public static void MapPowerPlans(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{id:long}/power", GetAsync).Needs(Role.Viewer).HonoursSites().WithTags("power").WithName("getPowerPlan")
            .WithSummary("Read how a site's power is limited and shared").Fails(404).WithExamples(null, PowerExamples.Plan);
        api.MapPut("/sites/{id:long}/power", PutAsync).Needs(Role.Operator).HonoursSites().WithTags("power").WithName("putPowerPlan")
            .WithSummary("Say how a site's power is limited and shared").WithDescription("From then on every station there is told what it may draw, and a fall-back for when it cannot be told.")
            .Fails(404, 409, 412, 422).WithExamples(PowerExamples.Plan, PowerExamples.Plan);
        api.MapDelete("/sites/{id:long}/power", RemoveAsync).Needs(Role.Operator).HonoursSites().WithTags("power").WithName("removePowerPlan")
            .WithSummary("Limit and share a site's power no more").WithDescription("What its stations hold of it is taken back, from those that are away when they come.").Fails(404);
    }

    /// <summary>A site that the caller's role does not hold at is answered like one that is not there.</summary>
    public static async Task<Site> SeenAsync(long id, Caller caller, SiteList list) =>
        caller.Scope.Covers(id) && await list.FindAsync(id) is { } site ? site : throw SiteEndpoints.Unknown(id);

    public static ProblemException None(long id) => Problem.NotFound("power-plan-unknown", $"Site {id} has no plan of its power. PUT /api/v1/sites/{id}/power makes one.").AsException();

    private static async Task<Ok<PlanBody>> GetAsync(long id, Caller caller, SiteList list, Database database, HttpContext context)
    {
        await SeenAsync(id, caller, list);
        var stored = await database.ReadAsync(connection => PowerPlans.Find(connection, id)) ?? throw None(id);
        EntityVersion.Tell(context, stored.Version);
        return TypedResults.Ok(stored.Body);
    }

    private static async Task<Ok<PlanBody>> PutAsync(long id, PlanBody request, Caller caller, SiteList list, Database database, TimeProvider time, HttpContext context)
    {
        var site = await SeenAsync(id, caller, list);
        var errors = new FieldErrors();
        var plan = request.Checked(errors, TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);
        errors.ThrowIfAny();
        await database.ReadAsync(connection =>
        {
            CheckAgainst(errors, connection, id, plan, time.GetUtcNow());
            return true;
        });
        errors.ThrowIfAny();
        if (await database.WriteAsync(unit => PowerPlans.Put(unit, id, request, EntityVersion.Expected(context), caller)) == Outcome.ChangedMeanwhile)
            throw EntityVersion.ChangedMeanwhile($"/api/v1/sites/{id}/power");
        return await GetAsync(id, caller, list, database, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, SiteList list, Database database)
    {
        await SeenAsync(id, caller, list);
        return await database.WriteAsync(unit => PowerPlans.Remove(unit, id, caller)) == Outcome.NotFound ? throw None(id) : TypedResults.NoContent();
    }

    /// <summary>What stations may do by themselves must be within every limit at any time of the week: else nothing could be promised.</summary>
    private static void CheckAgainst(FieldErrors errors, DbConnection connection, long siteId, PowerPlan plan, DateTimeOffset now)
    {
        var facts = SiteReader.Read(connection, siteId, plan, new Dictionary<int, MeasuredDraw>(), now);
        var known = facts.Stations.Where(station => !station.Moved).ToDictionary(station => station.Identity, StringComparer.OrdinalIgnoreCase);
        foreach (var (said, at) in plan.Connectors.Select((said, at) => (said, at)))
        {
            if (!known.TryGetValue(said.Station, out var station))
                errors.Add($"stations[{at}].station", $"No station '{said.Station}' stands at this site. GET /api/v1/stations?site={siteId} lists them.");
            else if (said.ConnectorId is { } number && station.HasTold && station.Connectors.All(connector => connector.ConnectorId != number))
                errors.Add($"stations[{at}].connector", $"Station '{said.Station}' has no connector {number}: it told of {string.Join(", ", station.Connectors.Select(connector => connector.ConnectorId))}.");
        }
        foreach (var (priority, at) in plan.Priorities.Select((priority, at) => (priority, at)))
        {
            if (priority.Driver is { } driver && !DriverList.Exists(connection, driver)) errors.Add($"priorities[{at}].driver", $"There is no driver {driver}. GET /api/v1/drivers lists them.");
            if (priority.Group is { } group && !GroupList.Exists(connection, group)) errors.Add($"priorities[{at}].group", $"There is no group {group}. GET /api/v1/groups lists them.");
        }
        var lowest = plan.Nodes.Select(node => node.Lowest(plan.Voltage)).ToList();
        if (plan.Building is { } building) lowest[0] = new BuildingDraw(building.Assumed, building.Assumed, building.Assumed).OffFrom(lowest[0]);
        var room = new Room(lowest);
        foreach (var station in known.Values)
        {
            foreach (var connector in station.Connectors)
            {
                var said = plan.Of(station.Identity, connector.ConnectorId);
                if (station.WattsOnly) said = said.InWatts();
                room.Take(new Demand { Node = said.Node, Wiring = said.Wiring }, plan.FallbackOf(said));
            }
        }
        for (var at = 0; at < room.Left.Length; at++)
        {
            if (room.Left[at] >= 0) continue;
            errors.Add("fallbackAmperes", $"The fall-backs of all stations come to {Amperes.ToAmperes(-room.Left[at]):0.#} A more than '{plan.Nodes[at / Room.Rows].Name}' stands at its lowest{(at / Room.Rows == 0 && plan.Building is not null ? ", with what the building is assumed to draw" : "")}: lower them, or give 0 to some stations.");
            return;
        }
    }
}
