using System.ComponentModel;
using Ampwright.Csms.Files;

namespace Ampwright.Csms.Diagnostics;

internal sealed record LogUploadRequest : ITransferRequest
{
    [Description("Diagnostics: GetDiagnostics. DiagnosticsLog, SecurityLog: GetLog")]
    public string? Kind { get; init; }

    [Description("The oldest entry wanted")]
    public DateTimeOffset? From { get; init; }

    [Description("The newest entry wanted")]
    public DateTimeOffset? Until { get; init; }

    [Description("Attempts after the first that the station may make; its own choice when absent")]
    public int? Retries { get; init; }

    [Description("Seconds between attempts")]
    public int? RetryInterval { get; init; }

    [Description("Seconds the command may wait for the station, 1 to 604800; 120 when absent")]
    public int? ExpiresIn { get; init; }

    [Description("Minutes without a sign of the upload after which it is given up, 1 to 43200; 60 when absent")]
    public int? TimeoutMinutes { get; init; }
}

internal sealed record LogUploadView(
    long Id,
    string Station,
    [property: Description("Diagnostics, DiagnosticsLog or SecurityLog")] string Kind,
    [property: Description("Requested, Accepted, Uploading, Uploaded, Failed, Refused, TimedOut, Superseded or Cancelled")] string State,
    [property: Description("What the station told last")] string? Status,
    DateTimeOffset? StatusAt,
    [property: Description("Why it is so")] string? Why,
    [property: Description("The command named an address elsewhere: no file comes here")] bool Elsewhere,
    int? RequestId,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    [property: Description("The command that asked for it")] long Command,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? AnsweredAt,
    [property: Description("Whether the file is here to be fetched")] bool HasFile,
    [property: Description("As the station named it")] string? FileName,
    long? Bytes,
    [property: Description("In hexadecimal")] string? Sha256,
    DateTimeOffset? ReceivedAt,
    [property: Description("When the file was removed, by a person or for its age")] DateTimeOffset? RemovedAt,
    DateTimeOffset? EndedAt)
{
    public static LogUploadView Of(LogUploadRecord upload) => new(
        upload.UploadId, upload.Station, upload.Kind.ToString(), upload.State.ToString(), upload.Status, upload.StatusAt, upload.Why, upload.Elsewhere, upload.RequestId,
        upload.OldestAt, upload.LatestAt, upload.CommandId, upload.RequestedBy, upload.RequestedAt, upload.AnsweredAt, upload.ShelfName is not null,
        upload.KnownName, upload.Bytes, upload.Sha256, upload.ReceivedAt, upload.RemovedAt, upload.EndedAt);
}
