using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Firmware;

/// <summary>An update of one station as stored. Instants are UTC.</summary>
internal sealed record FirmwareUpdateRecord : TransferRecord
{
    public long UpdateId { get; init; }

    public override long Number => UpdateId;

    /// <summary>Null: the operator gave an address of his own.</summary>
    public long? FirmwareId { get; init; }

    public string? FileName { get; init; }

    public string? Version { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>By SignedUpdateFirmware.</summary>
    public bool Signed { get; init; }

    public FirmwareUpdateState State { get; init; }

    public DateTimeOffset RetrieveAt { get; init; }

    public DateTimeOffset? InstallAt { get; init; }

    /// <summary>When the station first asked for the file.</summary>
    public DateTimeOffset? FetchedAt { get; init; }
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

    /// <summary>What a message to a station asks for, of whatever file.</summary>
    public static NewFirmwareUpdate Of(WriteUnit unit, long stationId, object message, long commandId, string requestedBy) => new()
    {
        StationId = stationId,
        Signed = message is SignedUpdateFirmwareRequest,
        RequestId = (message as SignedUpdateFirmwareRequest)?.RequestId,
        RetrieveAt = message switch
        {
            UpdateFirmwareRequest plain => plain.RetrieveDate.Instant,
            SignedUpdateFirmwareRequest signed => signed.Firmware.RetrieveDateTime.Instant,
            _ => unit.Now,
        },
        InstallAt = (message as SignedUpdateFirmwareRequest)?.Firmware.InstallDateTime?.Instant,
        CommandId = commandId,
        RequestedBy = requestedBy,
    };
}

/// <summary>One notification of a station.</summary>
internal sealed record FirmwareUpdateStatus
{
    public DateTimeOffset At { get; init; }

    public string Status { get; init; } = "";
}
