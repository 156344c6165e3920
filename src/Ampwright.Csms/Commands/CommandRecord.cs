namespace Ampwright.Csms.Commands;

/// <summary>A command to a station as stored. Instants are UTC.</summary>
internal sealed record CommandRecord
{
    public long CommandId { get; init; }
    public string Station { get; init; } = "";

    /// <summary>The site the station stands at.</summary>
    public long SiteId { get; init; }
    public string Action { get; init; } = "";

    /// <summary>The payload as JSON; secrets are masked.</summary>
    public string Request { get; init; } = "{}";

    /// <summary>Sent as the caller wrote it, unchecked.</summary>
    public bool Raw { get; init; }
    public CommandState State { get; init; }

    /// <summary>Nothing more will become of it.</summary>
    public bool Over => State is not (CommandState.Queued or CommandState.Sent);

    public string RequestedBy { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The payload of the answer as JSON.</summary>
    public string? Answer { get; init; }

    /// <summary>The field <c>status</c> of the answer, if its type has one.</summary>
    public string? AnswerStatus { get; init; }

    /// <summary>The code of the CALLERROR, if that was the answer.</summary>
    public string? ErrorCode { get; init; }
    public string? ErrorText { get; init; }

    /// <summary>The bulk command it is a part of.</summary>
    public long? BulkId { get; init; }

    /// <summary>What hung on its end and failed.</summary>
    public string? EffectError { get; init; }

    /// <summary>The command that took its place while it waited.</summary>
    public long? SupersededBy { get; init; }
}
