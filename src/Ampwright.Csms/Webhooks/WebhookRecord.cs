using Ampwright.Csms.Access;

namespace Ampwright.Csms.Webhooks;

/// <summary>A subscription as stored.</summary>
internal sealed record WebhookRecord
{
    public long WebhookId { get; init; }

    /// <summary>Each change by a person counts one up.</summary>
    public long Version { get; init; }
    public string Url { get; init; } = "";
    public byte[] SecretSealed { get; init; } = [];

    /// <summary>Separated by commas; empty: all.</summary>
    public string Kinds { get; init; } = "";
    public string? Station { get; init; }
    public string? StationKey { get; init; }

    /// <summary>The numbers of the sites whose events it tells, separated by commas; null: all sites, and what concerns no single station.</summary>
    public string? SiteIds { get; init; }
    public SiteScope Scope => SiteScope.FromText(SiteIds);
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>The sequence number up to which everything is done.</summary>
    public long Position { get; init; }

    /// <summary>How often the event that is due was refused.</summary>
    public int Refusals { get; init; }

    /// <summary>Tries in a row that failed for whatever reason.</summary>
    public int Failures { get; init; }
    public DateTimeOffset? NextTryAt { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset? LastFailureAt { get; init; }
    public DateTimeOffset? LastDeliveryAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public long DeadLetters { get; init; }

    public IReadOnlyList<string> KindList => Kinds.Length == 0 ? [] : Kinds.Split(',');
}

/// <summary>An event that was given up.</summary>
internal sealed record DeadLetterRecord
{
    public long DeadLetterId { get; init; }
    public long Sequence { get; init; }
    public string Kind { get; init; } = "";
    public string? Station { get; init; }
    public string Body { get; init; } = "";
    public string Error { get; init; } = "";
    public DateTimeOffset DiedAt { get; init; }
    public DateTimeOffset? ResendAt { get; init; }
}
