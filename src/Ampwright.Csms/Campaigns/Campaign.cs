namespace Ampwright.Csms.Campaigns;

/// <summary>One kind of work for many stations in waves, as stored. Instants are UTC.</summary>
internal sealed record Campaign
{
    public long CampaignId { get; init; }
    public string Name { get; init; } = "";
    public CampaignKind Kind { get; init; }

    /// <summary>The message that each station gets, where it is the same for all; number and link are left open.</summary>
    public string? Action { get; init; }
    public string? Request { get; init; }

    public long? FirmwareId { get; init; }
    public bool AnyModel { get; init; }
    public CampaignState State { get; init; }

    /// <summary>Why it stopped.</summary>
    public string? Detail { get; init; }

    public int Concurrency { get; init; }
    public long PauseSeconds { get; init; }

    /// <summary>A person has to say so before the next wave.</summary>
    public bool NeedsGoAhead { get; init; }

    /// <summary>It stops when more stations of a wave than this failed; null: no such rule.</summary>
    public int? StopAfter { get; init; }

    /// <summary>It stops when more than this share of a wave failed; null: no such rule.</summary>
    public int? StopPercent { get; init; }

    /// <summary>How long a station may leave us without an outcome.</summary>
    public long PatienceSeconds { get; init; }

    /// <summary>A station that is not connected when its turn comes is left out.</summary>
    public bool SkipsOffline { get; init; }

    public bool HasCanary { get; init; }

    /// <summary>The wave that is under way, from 1 on.</summary>
    public int Wave { get; init; }
    public int Waves { get; init; }

    /// <summary>When the last station of the wave was over; null as long as one is not.</summary>
    public DateTimeOffset? WaveOverAt { get; init; }

    public bool GoAhead { get; init; }

    /// <summary>Failures of the present wave that a resume has forgiven.</summary>
    public int Forgiven { get; init; }

    public long Version { get; init; }
    public string RequestedBy { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    public TimeSpan Patience => TimeSpan.FromSeconds(PatienceSeconds);
    public TimeSpan Pause => TimeSpan.FromSeconds(PauseSeconds);

    /// <summary>It decides by itself what comes next.</summary>
    public bool GoesOn => State is CampaignState.Running or CampaignState.Resting or CampaignState.Awaiting;

    public bool IsCanary => HasCanary && Wave == 1;
}
