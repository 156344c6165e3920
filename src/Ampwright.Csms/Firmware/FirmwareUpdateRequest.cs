using System.ComponentModel;
using Ampwright.Csms.Files;

namespace Ampwright.Csms.Firmware;

internal sealed record FirmwareUpdateRequest : ITransferRequest
{
    [Description("The number of a firmware file")]
    public long? Firmware { get; init; }

    [Description("Not to be fetched before; at once when absent")]
    public DateTimeOffset? RetrieveAt { get; init; }

    [Description("Not to be installed before; signed updates only")]
    public DateTimeOffset? InstallAt { get; init; }

    [Description("Attempts after the first that the station may make; its own choice when absent")]
    public int? Retries { get; init; }

    [Description("Seconds between attempts")]
    public int? RetryInterval { get; init; }

    [Description("The number of a signer: the CSMS signs the file, and SignedUpdateFirmware is sent")]
    public long? Signer { get; init; }

    [Description("A signature of your own in place of a signer: the certificate, in PEM")]
    public string? SigningCertificate { get; init; }

    [Description("And the signature over the SHA-256 of the file, in base64")]
    public string? Signature { get; init; }

    [Description("Seconds the command may wait for the station, 1 to 604800; 120 when absent")]
    public int? ExpiresIn { get; init; }

    [Description("Minutes without a sign of the update after which it is given up, 1 to 43200; 1440 when absent")]
    public int? TimeoutMinutes { get; init; }

    [Description("True: also to a station of another vendor or model than the file is for")]
    public bool? AnyModel { get; init; }
}

internal sealed record FirmwareUpdateView(
    long Id,
    string Station,
    [property: Description("Requested, Accepted, Running, Installed, Failed, Refused, TimedOut, Superseded or Cancelled")] string State,
    [property: Description("What the station told last")] string? Status,
    DateTimeOffset? StatusAt,
    [property: Description("Why it is so")] string? Why,
    [property: Description("The firmware file; null where the command named an address elsewhere")] long? Firmware,
    string? FileName,
    string? Version,
    string? Sha256,
    [property: Description("By SignedUpdateFirmware")] bool Signed,
    int? RequestId,
    [property: Description("The command that asked for it")] long Command,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset RetrieveAt,
    DateTimeOffset? InstallAt,
    DateTimeOffset? AnsweredAt,
    [property: Description("When the station first asked for the file")] DateTimeOffset? FetchedAt,
    DateTimeOffset? EndedAt,
    [property: Description("Every status that the station told; in lists null")] IReadOnlyList<FirmwareStatusView>? Statuses)
{
    public static FirmwareUpdateView Of(FirmwareUpdateRecord update) => Of(update, null);

    public static FirmwareUpdateView Of(FirmwareUpdateRecord update, List<FirmwareUpdateStatus>? statuses) => new(
        update.UpdateId, update.Station, update.State.ToString(), update.Status, update.StatusAt, update.Why, update.FirmwareId, update.FileName, update.Version, update.Sha256,
        update.Signed, update.RequestId, update.CommandId, update.RequestedBy, update.RequestedAt, update.RetrieveAt, update.InstallAt, update.AnsweredAt, update.FetchedAt,
        update.EndedAt, statuses?.ConvertAll(told => new FirmwareStatusView(told.At, told.Status)));
}

internal sealed record FirmwareStatusView(DateTimeOffset At, string Status);
