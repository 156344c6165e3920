using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Commands;

/// <summary>Commands to stations: handed in, then followed until the station has answered or cannot any more.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        api.MapGet("/commands", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listCommands").WithTags("commands").WithSummary("List the commands, the newest first").Fails(422);
        api.MapGet("/commands/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getCommand").WithTags("commands").WithSummary("Read what became of a command").Fails(404);
        api.MapPost("/commands/{id:long}/cancel", CancelAsync).Needs(Role.Support).HonoursSites().WithName("cancelCommand").WithTags("commands")
            .WithSummary("Take a command back that was not sent yet").Fails(404, 409);
        foreach (var kind in CommandKind.All)
        {
            var action = kind.Action.Name;
            api.MapPost($"/stations/{{identity}}/commands/{action}", GiveAsync).Needs(kind.Role).WithName($"command{action}").WithTags("commands")
                .WithMetadata(kind).WithSummary($"Send {action} to a station")
                .WithDescription($"The body is the payload of {action}.req, checked strictly. {AnswersWith}")
                .Accepts<JsonElement>("application/json").Produces<CommandView>(202).Fails(404, 409, 422);
        }
        // For whoever mistypes an action or sends no JSON: the answer says so.
        api.MapPost("/stations/{identity}/commands/{action}", Otherwise).Needs(Role.Support).ExcludeFromDescription();
        api.MapPost("/stations/{identity}/raw-commands/{action}", GiveRawAsync).Needs(Role.Owner).WithName("rawCommand").WithTags("commands")
            .WithSummary("Send a station a payload of your own, unchecked")
            .WithDescription("The body is any JSON value. It is sent as it is, also when it breaks the standard or the station's record forbids it, and the answer is "
                + $"kept whatever it is: for certification and for finding faults. {AnswersWith}")
            .Accepts<JsonElement>("application/json").Produces<CommandView>(202).Fails(404, 409, 422);
    }

    private const string AnswersWith = "Answers 202 with the command, to be followed at its Location; with 'wait', 200 as soon as its outcome is known.";

    private static IResult Otherwise(string action) => throw (CommandKind.Find(action) is null
        ? UnknownKind(action)
        : new Problem { Status = 415, Title = "Unsupported media type", Code = "unsupported-media-type", Detail = ProblemAnswer.SendJson }).AsException();

    private static Problem UnknownKind(string action) =>
        Problem.NotFound("command-kind-unknown", $"'{action}' is no command. Known are {string.Join(", ", CommandKind.All.Select(kind => kind.Action.Name))}.");

    private static Task<Results<Ok<CommandView>, Accepted<CommandView>>> GiveAsync(
        [Description("The station's identity")] string identity, JsonElement payload, Caller caller, HttpContext context, [AsParameters] CommandWishes wishes)
    {
        var action = context.GetEndpoint()!.Metadata.GetRequiredMetadata<CommandKind>().Action.Name;
        return QueueAsync(identity, caller, context, wishes, $"command.{action}", () => NewCommand.Of(action, payload, caller.Label));
    }

    private static Task<Results<Ok<CommandView>, Accepted<CommandView>>> GiveRawAsync(
        [Description("The station's identity")] string identity, [Description("Any action that a CSMS sends")] string action, JsonElement payload, Caller caller,
        HttpContext context, [AsParameters] CommandWishes wishes)
    {
        if (CommandKind.Find(action) is null) throw UnknownKind(action).AsException();
        return QueueAsync(identity, caller, context, wishes, $"command.raw.{action}", () => NewCommand.Raw(action, payload, caller.Label));
    }

    private static async Task<Results<Ok<CommandView>, Accepted<CommandView>>> QueueAsync(
        string identity, Caller caller, HttpContext context, CommandWishes wishes, string audited, Func<NewCommand> make)
    {
        wishes.Check();
        var command = await QueueAsync();
        context.Response.Headers.Location = $"/api/v1/commands/{command.CommandId}";
        if (wishes.Wait > 0)
        {
            var follower = context.RequestServices.GetRequiredService<CommandFollower>();
            command = await follower.FollowAsync(command, TimeSpan.FromSeconds(wishes.Wait.Value), context.RequestAborted);
        }
        return command.Over ? TypedResults.Ok(CommandView.Of(command)) : TypedResults.Accepted($"/api/v1/commands/{command.CommandId}", CommandView.Of(command));

        Task<CommandRecord> QueueAsync() => RefusedAsProblemsAsync(identity, () =>
            context.RequestServices.GetRequiredService<CommandDesk>().QueueAsync(identity, wishes.Of(make(), identity),
                (unit, id) => AuditLog.Append(unit, caller, audited, identity, $$"""{"command":{{id}}}""")));
    }

    /// <summary>Queues a command, and tells whoever wanted it why it was not.</summary>
    /// <param name="station">The identity of the station it is for.</param>
    public static async Task<T> RefusedAsProblemsAsync<T>(string station, Func<Task<T>> queue)
    {
        try
        {
            return await queue();
        }
        catch (StationUnknownException)
        {
            throw StationEndpoints.Unknown(station);
        }
        catch (CommandInvalidException refusal) when (refusal.Conflict is { } code)
        {
            throw Problem.Conflict(code, refusal.Message).AsException();
        }
        catch (CommandInvalidException refusal)
        {
            throw Problem.Invalid(new Dictionary<string, string[]> { [refusal.Path.Length == 0 ? "body" : refusal.Path] = [refusal.Message] }).AsException();
        }
    }

    private static async Task<Ok<CommandView>> CancelAsync(long id, Caller caller, CommandDesk desk)
    {
        var command = await FindAsync(desk, caller, id);
        if (!await desk.CancelAsync(id, unit => AuditLog.Append(unit, caller, "command.cancel", command.Station, $$"""{"command":{{id}}}""")))
            throw Problem.Conflict("command-not-waiting", $"Command {id} waits no more: it was sent, or is over. GET /api/v1/commands/{id} says what became of it.").AsException();
        return TypedResults.Ok(CommandView.Of(await FindAsync(desk, caller, id)));
    }

    private static async Task<Ok<Page<CommandView>>> ListAsync(
        Caller caller, CommandDesk desk, string? station,
        [Description("Only those that stand so, as Refused; may be given several times")] string[]? state,
        [Description("Only those that were given at this instant or later")] DateTimeOffset? since,
        int? limit, string? after)
    {
        var errors = new FieldErrors();
        foreach (var unknown in (state ?? []).Where(one => !Enum.GetNames<CommandState>().Contains(one, StringComparer.Ordinal)))
            errors.Add("state", $"'{unknown}' is none. Give one of: {string.Join(", ", Enum.GetNames<CommandState>())}.");
        var most = Paging.Limit(errors, limit);
        long before = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            errors.Add("after", "Give the value of 'next' from the page before.");
        errors.ThrowIfAny();
        var found = await desk.ListAsync(station, after is null ? null : before, most + 1, caller.Scope, state, since);
        return TypedResults.Ok(Paging.Of(found.Select(CommandView.Of).ToList(), most, command => command.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CommandView>> GetAsync(long id, Caller caller, CommandDesk desk) => TypedResults.Ok(CommandView.Of(await FindAsync(desk, caller, id)));

    private static async Task<CommandRecord> FindAsync(CommandDesk desk, Caller caller, long id) => await desk.FindAsync(id) is { } command && caller.Scope.Covers(command.SiteId)
        ? command
        : throw Problem.NotFound("command-unknown", $"There is no command {id}. GET /api/v1/commands lists them.").AsException();
}
