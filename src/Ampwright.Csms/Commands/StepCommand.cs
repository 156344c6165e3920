using System.Data.Common;
using Dapper;

namespace Ampwright.Csms.Commands;

/// <summary>The command that a step of something longer waits for.</summary>
internal sealed class StepCommand
{
    public string Action { get; init; } = "";

    public CommandState State { get; init; }

    public string? AnswerStatus { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorText { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsOver => State is not (CommandState.Queued or CommandState.Sent);

    /// <summary>It never left.</summary>
    public bool NotSent => IsOver && SentAt is null;

    public bool Agreed => State == CommandState.Answered;

    /// <summary>Nobody knows what the station made of it: no answer, one that breaks the standard, or an error inside it.</summary>
    public bool Unanswered => SentAt is not null && (State is CommandState.TimedOut or CommandState.Failed || ErrorCode is "InternalError" or "GenericError");

    public string InWords => AnswerStatus is { } status ? $"the station answered {Action} with {status}" : $"{Action}: {ErrorText ?? ErrorCode ?? State.ToString()}{(ErrorText is not null && ErrorCode is { } code ? $" ({code})" : "")}";

    public static StepCommand? Find(DbConnection connection, long? id) => id is null ? null : connection.QuerySingleOrDefault<StepCommand>("""
        SELECT action, state, answer_status, error_code, error_text, sent_at, finished_at FROM commands WHERE command_id = @id
        """, new { id });
}
