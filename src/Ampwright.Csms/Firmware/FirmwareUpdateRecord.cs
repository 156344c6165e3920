namespace Ampwright.Csms.Firmware;

/// <summary>An update of one station as stored. Instants are UTC.</summary>
internal sealed record FirmwareUpdateRecord
{
    public long UpdateId { get; init; }

    public string Station { get; init; } = "";

    public long StationId { get; init; }

    public long SiteId { get; init; }

    /// <summary>Null: the operator gave an address of his own.</summary>
    public long? FirmwareId { get; init; }

    public string? FileName { get; init; }

    public string? Version { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>By SignedUpdateFirmware.</summary>
    public bool Signed { get; init; }

    /// <summary>Of the signed ones, as the station knows it.</summary>
    public int? RequestId { get; init; }

    public FirmwareUpdateState State { get; init; }

    /// <summary>What the station told last.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? StatusAt { get; init; }

    public string? Why { get; init; }

    public long CommandId { get; init; }

    public string RequestedBy { get; init; } = "";

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset RetrieveAt { get; init; }

    public DateTimeOffset? InstallAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the station first asked for the file.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long the station may leave us without a sign of it.</summary>
    public long PatienceSeconds { get; init; }

    public bool LinkNeedsTls { get; init; }

    public bool IsOpen => State is FirmwareUpdateState.Requested or FirmwareUpdateState.Accepted or FirmwareUpdateState.Running;
}

/// <summary>What somebody asks for.</summary>
internal sealed record NewFirmwareUpdate
{
    public required long StationId { get; init; }

    /// <summary>Null where the file is not one of ours.</summary>
    public FirmwareFile? File { get; init; }

    public required bool Signed { get; init; }

    public int? RequestId { get; init; }

    public required DateTimeOffset RetrieveAt { get; init; }

    public DateTimeOffset? InstallAt { get; init; }

    public required long CommandId { get; init; }

    public required string RequestedBy { get; init; }

    public TimeSpan Patience { get; init; } = FirmwareUpdates.UsualPatience;
}

/// <summary>One notification of a station.</summary>
internal sealed record FirmwareUpdateStatus
{
    public DateTimeOffset At { get; init; }

    public string Status { get; init; } = "";
}
