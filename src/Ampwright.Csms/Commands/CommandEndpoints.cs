using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Commands;

/// <summary>Commands to stations: handed in, then followed until the station has answered or cannot any more.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        api.MapGet("/commands", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listCommands").WithTags("commands").WithSummary("List the commands, the newest first").Fails(422);
        api.MapGet("/commands/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getCommand").WithTags("commands").WithSummary("Read what became of a command").Fails(404);
        foreach (var kind in CommandKind.All)
        {
            var action = kind.Action.Name;
            api.MapPost($"/stations/{{identity}}/commands/{action}", GiveAsync).Needs(RoleFor(action)).WithName($"command{action}").WithTags("commands")
                .WithMetadata(kind).WithSummary($"Send {action} to a station")
                .WithDescription($"The body is the payload of {action}.req, checked strictly. Answers 202 with the command, to be followed at its Location; "
                    + "with 'wait', 200 as soon as its outcome is known.")
                .Accepts<JsonElement>("application/json").Produces<CommandView>(202).Fails(404, 409, 422);
        }
        // For whoever mistypes an action or sends no JSON: the answer says so.
        api.MapPost("/stations/{identity}/commands/{action}", Otherwise).Needs(Role.Support).ExcludeFromDescription();
    }

    private static IResult Otherwise(string action) => throw (CommandKind.Find(action) is null
        ? Problem.NotFound("command-kind-unknown", $"'{action}' is no command. Known are {string.Join(", ", CommandKind.All.Select(kind => kind.Action.Name))}.")
        : new Problem { Status = 415, Title = "Unsupported media type", Code = "unsupported-media-type", Detail = ProblemAnswer.SendJson }).AsException();

    /// <summary>What a station is configured to do outlasts the moment: it takes more than helping a driver does.</summary>
    private static Role RoleFor(string action) => action == Catalogue.ChangeConfiguration.Name ? Role.Operator : Role.Support;

    private static async Task<Results<Ok<CommandView>, Accepted<CommandView>>> GiveAsync(
        [Description("The station's identity")] string identity, JsonElement payload, Caller caller, CommandDesk desk, CommandFollower follower, HttpContext context,
        [Description("Seconds to wait for the outcome, 0 to 60; 0 when absent")] int? wait,
        [Description("Seconds the command may wait to be sent, 1 to 604800; 120 when absent")] int? expiresIn)
    {
        var action = context.GetEndpoint()!.Metadata.GetRequiredMetadata<CommandKind>().Action.Name;
        var errors = new FieldErrors();
        if (wait is < 0 or > CommandFollower.LongestSeconds) errors.Add("wait", $"Give a number of seconds from 0 to {CommandFollower.LongestSeconds}.");
        if (expiresIn < 1 || expiresIn > CommandDesk.LongestLifetime.TotalSeconds)
            errors.Add("expiresIn", $"Give a number of seconds from 1 to {CommandDesk.LongestLifetime.TotalSeconds:0}.");
        errors.ThrowIfAny();
        var command = await QueueAsync();
        context.Response.Headers.Location = $"/api/v1/commands/{command.CommandId}";
        if (wait > 0) command = await follower.FollowAsync(command, TimeSpan.FromSeconds(wait.Value), context.RequestAborted);
        return command.Over ? TypedResults.Ok(CommandView.Of(command)) : TypedResults.Accepted($"/api/v1/commands/{command.CommandId}", CommandView.Of(command));

        async Task<CommandRecord> QueueAsync()
        {
            try
            {
                return await desk.QueueAsync(
                    identity, action, payload, caller.Label, expiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                    (unit, id) => AuditLog.Append(unit, caller, $"command.{action}", identity, $$"""{"command":{{id}}}"""));
            }
            catch (StationUnknownException)
            {
                throw StationEndpoints.Unknown(identity);
            }
            catch (CommandInvalidException refusal) when (refusal.NotNow)
            {
                throw Problem.Conflict("station-not-accepted", refusal.Message).AsException();
            }
            catch (CommandInvalidException refusal)
            {
                throw Problem.Invalid(new Dictionary<string, string[]> { [refusal.Path.Length == 0 ? "body" : refusal.Path] = [refusal.Message] }).AsException();
            }
        }
    }

    private static async Task<Ok<Page<CommandView>>> ListAsync(Caller caller, CommandDesk desk, string? station, int? limit, string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        long before = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            errors.Add("after", "Give the value of 'next' from the page before.");
        errors.ThrowIfAny();
        var found = await desk.ListAsync(station, after is null ? null : before, most + 1, caller.Scope);
        return TypedResults.Ok(Paging.Of(found.Select(CommandView.Of).ToList(), most, command => command.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CommandView>> GetAsync(long id, Caller caller, CommandDesk desk) => TypedResults.Ok(CommandView.Of(
        await desk.FindAsync(id) is { } command && caller.Scope.Covers(command.SiteId) ? command : throw Problem.NotFound("command-unknown", $"There is no command {id}. GET /api/v1/commands lists them.").AsException()));
}

internal sealed record CommandView(
    long Id,
    string Station,
    string Action,
    [property: Description("The payload; secrets are masked")] JsonElement Request,
    [property: Description("Queued, Sent; then Answered, Refused, TimedOut, Expired or Failed")] string State,
    [property: Description("The field 'status' of the station's answer")] string? Status,
    [property: Description("The payload of the station's answer")] JsonElement? Answer,
    [property: Description("The CALLERROR's code, or why it could not be done")] string? ErrorCode,
    string? ErrorText,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? FinishedAt)
{
    public static CommandView Of(CommandRecord command) => new(
        command.CommandId, command.Station, command.Action, JsonElement.Parse(command.Request), command.State.ToString(), command.AnswerStatus,
        command.Answer is null ? null : JsonElement.Parse(command.Answer), command.ErrorCode, command.ErrorText, command.RequestedBy,
        command.CreatedAt, command.ExpiresAt, command.SentAt, command.FinishedAt);
}
