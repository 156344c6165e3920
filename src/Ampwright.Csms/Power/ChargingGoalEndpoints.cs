using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Power;

/// <summary>The least energy that a session is to have when its car departs.</summary>
internal static class ChargingGoalEndpoints
{
    public static void MapChargingGoals(this IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions/{id:int}/charging-goal", GetAsync).Needs(Role.Viewer).HonoursSites().WithTags("power").WithName("getChargingGoal")
            .WithSummary("Read what a session was promised").Fails(404).WithExamples(null, PowerExamples.Goal);
        api.MapPut("/transactions/{id:int}/charging-goal", PutAsync).Needs(Role.Support).HonoursSites().WithTags("power").WithName("putChargingGoal")
            .WithSummary("Promise a session an energy until its car departs").WithDescription("Where its site's power is shared it comes before any share, as far as the limits allow.")
            .Fails(404, 409, 412, 422).WithExamples(PowerExamples.NewGoal, PowerExamples.Goal);
        api.MapDelete("/transactions/{id:int}/charging-goal", RemoveAsync).Needs(Role.Support).HonoursSites().WithTags("power").WithName("removeChargingGoal")
            .WithSummary("Promise a session nothing any more").Fails(404);
    }

    private static async Task<Ok<ChargingGoalView>> GetAsync(int id, Caller caller, TransactionList list, Database database, HttpContext context)
    {
        await TransactionEndpoints.SeenAsync(id, caller, list);
        var goal = await database.ReadAsync(connection => PowerPlans.Goal(connection, id)) ?? throw None(id);
        EntityVersion.Tell(context, goal.Version);
        return TypedResults.Ok(ChargingGoalView.Of(goal));
    }

    private static async Task<Ok<ChargingGoalView>> PutAsync(int id, ChargingGoalRequest request, Caller caller, TransactionList list, Database database, TimeProvider time, HttpContext context)
    {
        var transaction = await TransactionEndpoints.SeenAsync(id, caller, list);
        var errors = new FieldErrors();
        if (request.EnergyWh is not (> 0 and <= 1_000_000)) errors.Add("energyWh", "Give 1 to 1000000 Wh.");
        if (request.DepartsAt is null || request.DepartsAt <= time.GetUtcNow() || request.DepartsAt > time.GetUtcNow().AddDays(7)) errors.Add("departsAt", "Give an instant within the next 7 days.");
        errors.ThrowIfAny();
        if (!transaction.Open) throw Problem.Conflict("transaction-ended", $"The transaction {id} has ended: nothing more can be given to it.").AsException();
        if (await database.WriteAsync(unit => PowerPlans.Promise(unit, id, request.EnergyWh!.Value, request.DepartsAt!.Value, EntityVersion.Expected(context), caller)) == Outcome.ChangedMeanwhile)
            throw EntityVersion.ChangedMeanwhile($"/api/v1/transactions/{id}/charging-goal");
        return await GetAsync(id, caller, list, database, context);
    }

    private static async Task<NoContent> RemoveAsync(int id, Caller caller, TransactionList list, Database database)
    {
        await TransactionEndpoints.SeenAsync(id, caller, list);
        return await database.WriteAsync(unit => PowerPlans.TakeBack(unit, id, caller)) ? TypedResults.NoContent() : throw None(id);
    }

    private static ProblemException None(int id) => Problem.NotFound("charging-goal-unknown", $"The transaction {id} was promised nothing. PUT it here.").AsException();
}

internal sealed record ChargingGoalRequest
{
    [Required, Description("What it is to have received in all, in Wh")]
    public long? EnergyWh { get; init; }

    [Required]
    public DateTimeOffset? DepartsAt { get; init; }
}

internal sealed record ChargingGoalView(int Transaction, long EnergyWh, DateTimeOffset DepartsAt, string SaidBy, DateTimeOffset SaidAt)
{
    public static ChargingGoalView Of(ChargingGoal goal) => new(goal.TransactionId, goal.EnergyWh, goal.DepartsAt, goal.SaidBy, goal.SaidAt);
}
