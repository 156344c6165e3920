namespace Ampwright.Csms.Uptime;

/// <summary>What a person says of an outage, of a site, a station or one connector.</summary>
internal sealed record OutageNote
{
    public long NoteId { get; init; }
    public long? SiteId { get; init; }
    public long? StationId { get; init; }

    /// <summary>As registered; null for a site's.</summary>
    public string? Station { get; init; }

    /// <summary>The site it is for, or at which its station stands.</summary>
    public long AtSite { get; init; }
    public int? ConnectorId { get; init; }
    public DateTimeOffset FromAt { get; init; }

    /// <summary>Null: it goes on.</summary>
    public DateTimeOffset? UntilAt { get; init; }
    public OutageReason Reason { get; init; }

    /// <summary>What shows it: the rules ask for a proof.</summary>
    public string Note { get; init; } = "";
    public long Version { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
}
