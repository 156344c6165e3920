using System.ComponentModel;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
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

    /// <summary>Gives the order to a station, or finds the command that the same request made before.</summary>
    /// <param name="identity">Of the station.</param>
    /// <param name="request">What the caller asked for: the command itself has a number or an instant of its own each time.</param>
    /// <param name="expiresIn">Seconds that the command may wait for the station.</param>
    /// <param name="order">The order made of it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="database">The store.</param>
    /// <param name="alongside">What else is to become durable with a new command, whose number it is handed.</param>
    /// <returns>The command's number.</returns>
    /// <exception cref="ProblemException">The station is unknown, or may not be asked this now.</exception>
    public Task<long> GiveAsync<TRequest>(
        string identity, TRequest request, int? expiresIn, TransferOrder order, Caller caller, Database database, Action<WriteUnit, StationRecord, long> alongside)
    {
        var command = order.Command(caller.Label) with { Lifetime = CommandLifetime.Of(expiresIn) };
        if (IdempotencyKey is not null)
        {
            var wanted = string.Join('\n', StationIdentity.Fold(identity), typeof(TRequest).Name, JsonSerializer.Serialize(request));
            command = command with { Idempotency = Commands.IdempotencyKey.Of(IdempotencyKey, wanted, holdsSecret: false) };
        }
        return CommandEndpoints.RefusedAsProblemsAsync(identity, () => database.WriteAsync(unit =>
        {
            var station = StationRegistry.Find(unit.Connection, identity) ?? throw new StationUnknownException(identity);
            if (CommandDesk.Earlier(unit, command) is { } earlier) return earlier;
            var id = order.Give(unit, station, command);
            alongside(unit, station, id);
            return id;
        }));
    }

    /// <summary>Waits for the station's answer to the order, as long as is wanted.</summary>
    public async Task FollowAsync(HttpContext context, long commandId)
    {
        if (Wait is not > 0 || await context.RequestServices.GetRequiredService<CommandDesk>().FindAsync(commandId) is not { } command) return;
        await context.RequestServices.GetRequiredService<CommandFollower>().FollowAsync(command, TimeSpan.FromSeconds(Wait.Value), context.RequestAborted);
    }
}
