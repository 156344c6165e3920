using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Commands;

/// <summary>What is recorded when a command ends.</summary>
internal sealed record CommandEnd(CommandState State)
{
    /// <summary>The payload of the answer as JSON, secrets masked.</summary>
    public string? AnswerText { get; init; }

    /// <summary>The response record, secrets masked.</summary>
    public object? Answer { get; init; }

    public string? Status { get; init; }

    /// <summary>The code of a CALLERROR, or of what is wrong with the answer.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorText { get; init; }

    /// <param name="kind">The command.</param>
    /// <param name="answer">The response record.</param>
    public static CommandEnd Of(CommandKind kind, object answer)
    {
        var masked = CommandSecrets.MaskedAnswer(answer);
        return Of(kind, PayloadJson.ToText(kind.Action.Response, masked)) with { Answer = masked };
    }

    /// <summary>The answer to a raw command is kept whatever it is; what is wrong with it is said beside.</summary>
    /// <param name="kind">The command.</param>
    /// <param name="payload">The payload of the answer; empty where it had none.</param>
    public static CommandEnd OfRaw(CommandKind kind, byte[] payload)
    {
        if (payload.Length == 0) return new CommandEnd(CommandState.Answered) { ErrorText = "The answer has no payload." };
        var text = CommandSecrets.MaskedJson(Encoding.UTF8.GetString(payload));
        try
        {
            return Of(kind, text) with { Answer = kind.Action.Response.Read(Encoding.UTF8.GetBytes(text), ReadMode.Tolerant) };
        }
        catch (OcppViolationException violation)
        {
            return Of(kind, text) with { ErrorCode = violation.Code.ToString(), ErrorText = $"The answer breaks the standard: {violation.Message}" };
        }
    }

    private static CommandEnd Of(CommandKind kind, string answer)
    {
        var status = StatusOf(JsonElement.Parse(answer));
        return new CommandEnd(kind.Agrees(status) ? CommandState.Answered : CommandState.Refused) { AnswerText = answer, Status = status };
    }

    private static string? StatusOf(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.String) return null;
        try
        {
            return status.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
