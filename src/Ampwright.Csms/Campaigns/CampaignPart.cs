namespace Ampwright.Csms.Campaigns;

/// <summary>One station's part of a campaign, as stored.</summary>
internal sealed record CampaignPart
{
    public long CampaignId { get; init; }
    public long StationId { get; init; }
    public string Station { get; init; } = "";
    public int Position { get; init; }
    public int Wave { get; init; }
    public PartState State { get; init; }

    /// <summary>What is waited for, what became of it, or why it failed or was left out.</summary>
    public string? Detail { get; init; }

    /// <summary>The command that carries it out, the newest where there are several.</summary>
    public long? CommandId { get; init; }

    /// <summary>How many of the campaign's values were come to.</summary>
    public int Step { get; init; }

    /// <summary>How often its command was given again.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? BeganAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>The names are on disk and in the API.</summary>
internal enum PartState
{
    Waiting,
    Running,
    Done,
    Failed,
    Skipped,
}
