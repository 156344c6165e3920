using Ampwright.Csms.Files;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Diagnostics;

/// <summary>An upload of one station as stored. Instants are UTC.</summary>
internal sealed record LogUploadRecord : TransferRecord
{
    public long UploadId { get; init; }

    public override long Number => UploadId;

    public LogUploadKind Kind { get; init; }

    /// <summary>The command named an address of the operator's own: no file comes here.</summary>
    public bool Elsewhere { get; init; }

    public DateTimeOffset? OldestAt { get; init; }

    public DateTimeOffset? LatestAt { get; init; }

    public LogUploadState State { get; init; }

    /// <summary>The name that the station's answer told.</summary>
    public string? AnnouncedName { get; init; }

    /// <summary>The name that the file came under, if it had one. Never a path of ours.</summary>
    public string? FileName { get; init; }

    /// <summary>What to call the file. The answer that announces a name may come after the file.</summary>
    public string? KnownName => FileName ?? AnnouncedName;

    /// <summary>Where the file is; null before it has come, and once it is removed.</summary>
    public string? ShelfName { get; init; }

    public long? Bytes { get; init; }

    /// <summary>In hexadecimal.</summary>
    public string? Sha256 { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>When the file was removed, by a person or for its age.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}

/// <summary>What somebody asks for.</summary>
internal sealed record NewLogUpload
{
    public required long StationId { get; init; }

    public required LogUploadKind Kind { get; init; }

    public bool Elsewhere { get; init; }

    public int? RequestId { get; init; }

    public DateTimeOffset? OldestAt { get; init; }

    public DateTimeOffset? LatestAt { get; init; }

    public required long CommandId { get; init; }

    public required string RequestedBy { get; init; }

    public TimeSpan Patience { get; init; } = LogUploads.UsualPatience;

    /// <summary>What a message to a station asks for.</summary>
    public static NewLogUpload Of(long stationId, object message, long commandId, string requestedBy)
    {
        var asked = new NewLogUpload { StationId = stationId, Kind = LogUploadKind.Diagnostics, CommandId = commandId, RequestedBy = requestedBy };
        return message switch
        {
            GetDiagnosticsRequest diagnostics => asked with { OldestAt = diagnostics.StartTime?.Instant, LatestAt = diagnostics.StopTime?.Instant },
            GetLogRequest log => asked with
            {
                Kind = log.LogType.Is(LogType.SecurityLog) ? LogUploadKind.SecurityLog : LogUploadKind.DiagnosticsLog,
                RequestId = log.RequestId,
                OldestAt = log.Log.OldestTimestamp?.Instant,
                LatestAt = log.Log.LatestTimestamp?.Instant,
            },
            _ => asked,
        };
    }
}
