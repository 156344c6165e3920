using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Commands;

/// <summary>Commands to stations: handed in, then followed until the station has answered or cannot any more.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        api.MapGet("/commands", ListAsync).Needs(Role.Viewer).WithName("listCommands").WithTags("commands").WithSummary("List the commands, the newest first").Fails(422);
        api.MapGet("/commands/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getCommand").WithTags("commands").WithSummary("Read what became of a command").Fails(404);
    }

    private static async Task<Ok<Page<CommandView>>> ListAsync(CommandDesk desk, string? station, int? limit, string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        long before = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            errors.Add("after", "Give the value of 'next' from the page before.");
        errors.ThrowIfAny();
        var found = await desk.ListAsync(station, after is null ? null : before, most + 1);
        return TypedResults.Ok(Paging.Of(found.Select(CommandView.Of).ToList(), most, command => command.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CommandView>> GetAsync(long id, CommandDesk desk) => TypedResults.Ok(CommandView.Of(
        await desk.FindAsync(id) ?? throw Problem.NotFound("command-unknown", $"There is no command {id}. GET /api/v1/commands lists them.").AsException()));
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
