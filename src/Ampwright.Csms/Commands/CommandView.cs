using System.ComponentModel;
using System.Text.Json;

namespace Ampwright.Csms.Commands;

internal sealed record CommandView(
    long Id,
    string Station,
    string Action,
    [property: Description("The payload; secrets are masked")] JsonElement Request,
    [property: Description("Sent as the caller wrote it, unchecked")] bool Raw,
    [property: Description("Queued, Sent; then Answered, Refused, TimedOut, Expired, Failed, Superseded or Cancelled")] string State,
    [property: Description("The field 'status' of the station's answer")] string? Status,
    [property: Description("The payload of the station's answer")] JsonElement? Answer,
    [property: Description("The CALLERROR's code, or why it could not be done")] string? ErrorCode,
    string? ErrorText,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? FinishedAt,
    [property: Description("The command that took its place while it waited")] long? SupersededBy,
    [property: Description("The bulk command it is a part of")] long? BulkId,
    [property: Description("What should have been changed by its end and was not, because it failed")] string? EffectError)
{
    public static CommandView Of(CommandRecord command) => new(
        command.CommandId, command.Station, command.Action, JsonElement.Parse(command.Request), command.Raw, command.State.ToString(), command.AnswerStatus,
        command.Answer is null ? null : JsonElement.Parse(command.Answer), command.ErrorCode, command.ErrorText, command.RequestedBy,
        command.CreatedAt, command.ExpiresAt, command.SentAt, command.FinishedAt, command.SupersededBy, command.BulkId, command.EffectError);
}
