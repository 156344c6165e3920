using System.ComponentModel;
using System.Text.Json;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Microsoft.AspNetCore.Mvc;

namespace Ampwright.Csms.Files;

/// <summary>How a caller wants a transfer to be asked for, in the query and the headers, as with any command.</summary>
internal sealed record TransferWishes(
    [property: FromQuery(Name = "wait"), Description("Seconds to wait for the station's answer to the order, 0 to 60; 0 when absent")] int? Wait,
    [property: FromHeader(Name = "Idempotency-Key"), Description("A text of your own, new for each order: sent again with the same request it brings the same one back")] string? IdempotencyKey)
{
    /// <param name="errors">Takes what breaks a rule.</param>
    public void Check(FieldErrors errors)
    {
        if (Wait is < 0 or > CommandFollower.LongestSeconds) errors.Add("wait", $"Give a number of seconds from 0 to {CommandFollower.LongestSeconds}.");
        if (IdempotencyKey is not null) errors.Text("Idempotency-Key", IdempotencyKey, Commands.IdempotencyKey.MaxLength);
    }

    /// <param name="command">The command that carries the order.</param>
    /// <param name="identity">Of the station.</param>
    /// <param name="request">What the caller asked for: the command itself has a number or an instant of its own each time.</param>
    public NewCommand Of<TRequest>(NewCommand command, string identity, TRequest request) => IdempotencyKey is null
        ? command
        : command with
        {
            Idempotency = Commands.IdempotencyKey.Of(
                IdempotencyKey, string.Join('\n', StationIdentity.Fold(identity), typeof(TRequest).Name, JsonSerializer.Serialize(request)), holdsSecret: false),
        };

    /// <summary>Waits for the station's answer to the order, as long as is wanted.</summary>
    public async Task FollowAsync(HttpContext context, long? commandId)
    {
        if (Wait is not > 0 || commandId is not { } id || await context.RequestServices.GetRequiredService<CommandDesk>().FindAsync(id) is not { } command) return;
        await context.RequestServices.GetRequiredService<CommandFollower>().FollowAsync(command, TimeSpan.FromSeconds(Wait.Value), context.RequestAborted);
    }
}
