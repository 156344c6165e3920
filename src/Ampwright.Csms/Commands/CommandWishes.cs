using System.ComponentModel;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Microsoft.AspNetCore.Mvc;

namespace Ampwright.Csms.Commands;

/// <summary>How a caller wants a command to be carried out, in the query and the headers.</summary>
internal sealed record CommandWishes(
    [property: FromQuery(Name = "wait"), Description("Seconds to wait for the outcome, 0 to 60; 0 when absent")] int? Wait,
    [property: FromQuery(Name = "expiresIn"), Description("Seconds the command may wait to be sent, 1 to 604800; 120 when absent")] int? ExpiresIn,
    [property: FromQuery(Name = "waitForStation"), Description("False: fail when the station is not connected, instead of waiting for it; true when absent")] bool? WaitForStation,
    [property: FromHeader(Name = "Idempotency-Key"), Description("A text of your own, new for each command: sent again with the same request it brings the same command back")] string? IdempotencyKey)
{
    /// <exception cref="ProblemException">422, when a wish breaks a rule.</exception>
    public void Check()
    {
        var errors = new FieldErrors();
        if (Wait is < 0 or > CommandFollower.LongestSeconds) errors.Add("wait", $"Give a number of seconds from 0 to {CommandFollower.LongestSeconds}.");
        CommandLifetime.Check(errors, ExpiresIn);
        if (IdempotencyKey is not null) errors.Text("Idempotency-Key", IdempotencyKey, Commands.IdempotencyKey.MaxLength);
        errors.ThrowIfAny();
    }

    public NewCommand Of(NewCommand command, string identity)
    {
        command = command with
        {
            Lifetime = CommandLifetime.Of(ExpiresIn),
            WaitsForStation = WaitForStation ?? true,
        };
        if (IdempotencyKey is null) return command;
        var request = string.Join('\n', StationIdentity.Fold(identity), command.Kind.Action.Name, command.IsRaw, command.Lifetime, command.WaitsForStation, command.RequestText);
        return command with { Idempotency = Commands.IdempotencyKey.Of(IdempotencyKey, request, command.HoldsSecret) };
    }
}
