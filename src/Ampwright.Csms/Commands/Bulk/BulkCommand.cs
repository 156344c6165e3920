namespace Ampwright.Csms.Commands.Bulk;

/// <summary>One command for many stations, as stored. Instants are UTC.</summary>
internal sealed record BulkCommand
{
    public long BulkId { get; init; }
    public string Action { get; init; } = "";
    public string Request { get; init; } = "{}";
    public BulkState State { get; init; }

    /// <summary>Why it stopped.</summary>
    public string? Detail { get; init; }

    /// <summary>How many of its commands may be under way at once.</summary>
    public int Concurrency { get; init; }

    /// <summary>It stops when this share of those that ended failed; null never.</summary>
    public int? StopOnErrorPercent { get; init; }

    public int LifetimeSeconds { get; init; }
    public bool WaitsForStation { get; init; }

    /// <summary>How long a station may leave us without a sign of its update or upload; null for an ordinary command.</summary>
    public long? PatienceSeconds { get; init; }

    /// <summary>A station's part is over when its update or upload is, not when it has answered.</summary>
    public bool FollowsTransfers => PatienceSeconds is not null;

    /// <summary>The firmware file that stations are updated to.</summary>
    public long? FirmwareId { get; init; }

    /// <summary>Also those of another vendor or model than the file is for.</summary>
    public bool AnyModel { get; init; }

    public int ForgivenFailures { get; init; }
    public int ForgivenEnds { get; init; }
    public string RequestedBy { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public int Total => Waiting + Open + Succeeded + Failed + Skipped;
    public int Waiting { get; init; }
    public int Open { get; init; }
    public int Succeeded { get; init; }
    public int Failed { get; init; }
    public int Skipped { get; init; }
}

/// <summary>
/// <code>
///   Running ─► Done                 every station's part is over
///    │ ▲ ├──► Paused, Stopped       by a person, or by too many failures; what is under way is carried out
///    │ └────────┘ resumed
///    └──────► Cancelled             what was not sent is taken back
/// </code>
/// </summary>
internal enum BulkState
{
    Running,
    Paused,
    Stopped,
    Cancelled,
    Done,
}
