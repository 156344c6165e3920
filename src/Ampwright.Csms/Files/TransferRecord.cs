namespace Ampwright.Csms.Files;

/// <summary>What an update of firmware and an upload of a log share: a command of ours, and a station that tells how far it is. Instants are UTC.</summary>
internal abstract record TransferRecord
{
    /// <summary>Its number in its own table.</summary>
    public abstract long Number { get; }

    public string Station { get; init; } = "";

    public long StationId { get; init; }

    public long SiteId { get; init; }

    /// <summary>As the station knows it; null where the command has none.</summary>
    public int? RequestId { get; init; }

    /// <summary>What the station told last.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? StatusAt { get; init; }

    public string? Why { get; init; }

    public long CommandId { get; init; }

    public string RequestedBy { get; init; } = "";

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long the station may leave us without a sign of it.</summary>
    public long PatienceSeconds { get; init; }

    public bool LinkNeedsTls { get; init; }

    public bool IsOpen => EndedAt is null;
}
