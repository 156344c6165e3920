namespace Ampwright.Csms.Reconciliation;

/// <summary>A case as stored.</summary>
internal sealed record CaseRecord
{
    public long CaseId { get; init; }
    public CaseKind Kind { get; init; }
    public long StationId { get; init; }
    public string Station { get; init; } = "";

    /// <summary>The site the station stands at.</summary>
    public long SiteId { get; init; }
    public string Subject { get; init; } = "";
    public int? TransactionId { get; init; }
    public string Detail { get; init; } = "";

    /// <summary>JSON.</summary>
    public string Evidence { get; init; } = "{}";
    public int Seen { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset LastSeenAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary><c>rule</c>, or who it was.</summary>
    public string? ClosedBy { get; init; }
    public string? Reason { get; init; }
    public string? Decision { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset? ReopenedAt { get; init; }
}
