using Ampwright.Ocpp;

namespace Ampwright.Csms.Commands;

/// <summary>How a command ended.</summary>
internal sealed record CommandOutcome
{
    public required long CommandId { get; init; }

    public required long StationId { get; init; }

    /// <summary>The station's identity, as registered.</summary>
    public required string Station { get; init; }

    public required OcppAction Action { get; init; }

    /// <summary>Never <see cref="CommandState.Queued"/> or <see cref="CommandState.Sent"/>.</summary>
    public required CommandState State { get; init; }

    /// <summary>The request record, secrets masked.</summary>
    public required object Request { get; init; }

    /// <summary>The response record, secrets masked; null where the station gave no readable one: a CALLERROR, no answer, never sent.</summary>
    public object? Answer { get; init; }

    /// <summary>The field <c>status</c> of the answer, if its type has one.</summary>
    public string? Status { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>What else is known of why it ended so.</summary>
    public string? Why { get; init; }

    /// <summary>The bulk command it is a part of.</summary>
    public long? BulkId { get; init; }

    /// <summary>Sent as the caller wrote it, unchecked.</summary>
    public required bool Raw { get; init; }

    public required bool WasSent { get; init; }

    /// <summary>It was sent and nothing readable came back: the station may have carried it out.</summary>
    public bool IsOpen => WasSent && Answer is null && State is CommandState.TimedOut or CommandState.Failed;
}
