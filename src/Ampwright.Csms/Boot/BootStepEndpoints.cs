using System.ComponentModel;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Boot;

/// <summary>What a pending station is sent before it is accepted.</summary>
internal static class BootStepEndpoints
{
    private const int MostSteps = 100;

    public static void MapBootSteps(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stations/{identity}/boot-steps", GetAsync).Needs(Role.Viewer).WithName("getBootSteps").WithTags("stations")
            .WithSummary("Read what a pending station is sent before it is accepted, and how far that is").Fails(404);
        api.MapPut("/stations/{identity}/boot-steps", PutAsync).Needs(Role.Operator).WithName("putBootSteps").WithTags("stations")
            .WithSummary("Say what a pending station is sent before it is accepted")
            .WithDescription("A station whose bootPolicy is Pending is answered Pending and sent these commands, one after the other. When all are answered well its "
                + "bootPolicy becomes Accepted, and its next BootNotification is answered so. When one is not, they begin anew with its next BootNotification.")
            .Fails(404, 422);
    }

    private static async Task<Ok<BootStepsView>> GetAsync(string identity, StationRegistry registry, Database database)
    {
        var station = await registry.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return TypedResults.Ok(BootStepsView.Of(station, await database.ReadAsync(connection => BootSteps.Of(connection, station.StationId))));
    }

    private static async Task<Ok<BootStepsView>> PutAsync(string identity, BootStepsRequest request, Caller caller, StationRegistry registry, Database database)
    {
        var station = await registry.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var steps = Read(request, caller);
        await database.WriteAsync(unit =>
        {
            BootSteps.Replace(unit, station.StationId, steps);
            AuditLog.Append(unit, caller, "station.bootSteps", station.Identity, $$"""{"steps":{{steps.Count}}}""");
        });
        return await GetAsync(identity, registry, database);
    }

    private static List<NewCommand> Read(BootStepsRequest request, Caller caller)
    {
        var errors = new FieldErrors();
        var given = request.Steps ?? [];
        if (given.Count > MostSteps) errors.Add("steps", $"Give at most {MostSteps}.");
        var steps = new List<NewCommand>();
        for (var at = 0; at < Math.Min(given.Count, MostSteps); at++)
        {
            try
            {
                var step = NewCommand.Of(given[at].Action ?? "", given[at].Payload ?? JsonElement.Parse("{}"), caller.Label);
                if (step.HoldsSecret) errors.Add($"steps[{at}]", "It holds a secret, which is kept nowhere. Give it as a command while the station is pending.");
                else if (step.Kind.NeedsAccepted) errors.Add($"steps[{at}].action", $"{step.Kind.Action.Name} is not allowed before the station is accepted.");
                steps.Add(step);
            }
            catch (CommandInvalidException wrong)
            {
                errors.Add(wrong.Path.Length == 0 ? $"steps[{at}]" : $"steps[{at}].payload.{wrong.Path}", wrong.Message);
            }
        }
        errors.ThrowIfAny();
        return steps;
    }
}

internal sealed record BootStepsRequest([property: Description("In the order they are sent; an empty list takes them away")] IReadOnlyList<BootStepRequest>? Steps);

internal sealed record BootStepRequest(
    [property: Description("Any action that a CSMS may send to a pending station")] string? Action,
    [property: Description("The payload; {} when absent")] JsonElement? Payload);

internal sealed record BootStepsView(
    [property: Description("Accepted once all steps are done")] string BootPolicy,
    [property: Description("What the last BootNotification was answered with")] string? Registration,
    IReadOnlyList<BootStepView> Steps)
{
    public static BootStepsView Of(StationRecord station, List<BootStep> steps) =>
        new(station.BootPolicy.ToString(), station.Registration?.ToString(), steps.ConvertAll(BootStepView.Of));
}

internal sealed record BootStepView(
    int Position,
    string Action,
    JsonElement Payload,
    [property: Description("Since the last BootNotification: Waiting, Running, Done or Failed")] string State,
    [property: Description("What the station answered, or why it failed")] string? Detail,
    [property: Description("The command that carries it out")] long? Command)
{
    public static BootStepView Of(BootStep step) =>
        new(step.Position, step.Action, JsonElement.Parse(step.Request), step.State, step.Detail, step.CommandId);
}
