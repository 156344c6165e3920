namespace Ampwright.Csms.SecurityProfiles;

/// <summary>An upgrade of one station's security profile as stored. Instants are UTC.</summary>
internal sealed record UpgradeRecord
{
    public long UpgradeId { get; init; }

    public string Station { get; init; } = "";

    public long StationId { get; init; }

    public long SiteId { get; init; }

    public int FromProfile { get; init; }

    public int TargetProfile { get; init; }

    public UpgradeState State { get; init; }

    public string? Why { get; init; }

    /// <summary>Whether an order to switch was left without a clear answer, in this upgrade or in one that it goes on from.</summary>
    public bool Unclear { get; init; }

    public ResetWish Reset { get; init; }

    public long ResetAfterSeconds { get; init; }

    /// <summary>How long each step may take.</summary>
    public long PatienceSeconds { get; init; }

    /// <summary>The operator's own password: it cannot be made again.</summary>
    public bool PasswordGiven { get; init; }

    /// <summary>PEM, where the operator says which root proves this CSMS.</summary>
    public string? RootCertificate { get; init; }

    public string RequestedBy { get; init; } = "";

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the station was told to switch; null before.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Both profiles open the door.</summary>
    public bool AcceptsBoth { get; init; }

    public bool IsOpen => EndedAt is null;

    public TimeSpan Patience => TimeSpan.FromSeconds(PatienceSeconds);
}

/// <summary>One step of an upgrade.</summary>
internal sealed record UpgradeStepRecord
{
    public long UpgradeId { get; init; }

    /// <summary>From 1.</summary>
    public int Position { get; init; }

    public UpgradeStep Step { get; init; }

    public StepState State { get; init; }

    /// <summary>What came of it, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>Commands that were sent for it and not answered.</summary>
    public int Attempts { get; init; }

    /// <summary>The command it waits for, or the last one it had.</summary>
    public long? CommandId { get; init; }

    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>When it is to be looked at again.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it is given up.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsOver => State is StepState.Done or StepState.Skipped or StepState.Failed;
}

/// <summary>What somebody asks for.</summary>
internal sealed record NewUpgrade
{
    public required int TargetProfile { get; init; }

    public ResetWish Reset { get; init; } = ResetWish.Hard;

    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The AuthorizationKey for a station that has none; null to have one made.</summary>
    public byte[]? Password { get; init; }

    public string? RootCertificate { get; init; }

    public bool WaitsForStation { get; init; } = true;
}
