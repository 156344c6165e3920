using System.ComponentModel;
using System.Text.Json;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;

namespace Ampwright.Csms.Commands.Bulk;

internal sealed record BulkCommandRequest
{
    [Description("Any action that a CSMS sends; or give firmwareUpdate or logUpload in its place")]
    public string? Action { get; init; }

    [Description("The payload; {} when absent")]
    public JsonElement? Payload { get; init; }

    [Description("An update to a firmware file kept here, each station by a link of its own. Its part is over when its update is")]
    public FirmwareUpdateRequest? FirmwareUpdate { get; init; }

    [Description("Diagnostics or a log to be uploaded here, each station by a link of its own. Its part is over when its upload is")]
    public LogUploadRequest? LogUpload { get; init; }

    [Description("Identities; when absent, all that the filter lets through")]
    public IReadOnlyList<string>? Stations { get; init; }

    [Description("Only stations that match all of it; with 'stations', only those of them")]
    public BulkFilter? Filter { get; init; }

    [Description("How many of its commands are under way at once, 1 to 1000; 10 when absent")]
    public int? Concurrency { get; init; }

    [Description("Stop when this share of those that ended failed, looked at from the tenth on; never when absent")]
    public int? StopOnErrorPercent { get; init; }

    [Description("Seconds that each command may wait to be sent, 1 to 604800; 120 when absent")]
    public int? ExpiresIn { get; init; }

    [Description("False: a station that is not connected counts as failed, instead of being waited for; true when absent")]
    public bool? WaitForStation { get; init; }
}

internal sealed record BulkFilter(
    [property: Description("The number of a site")] long? Site,
    bool? Connected,
    [property: Description("As the station says it, whatever the case")] string? Vendor,
    string? Model,
    string? FirmwareVersion,
    [property: Description("Accepted, Pending or Rejected")] string? BootPolicy);

internal sealed record BulkCommandView(
    long Id,
    string Action,
    [property: Description("Where it is an update or upload: with number and link left open, which are each station's own")] JsonElement Request,
    [property: Description("The firmware file that stations are updated to")] long? Firmware,
    [property: Description("Running, Paused, Stopped, Cancelled or Done")] string State,
    [property: Description("Why it stopped")] string? Detail,
    int Total,
    int Waiting,
    [property: Description("Under way: until the answer, or the end of the update or upload")] int Open,
    int Succeeded,
    int Failed,
    [property: Description("Taken out by the cancel")] int Skipped,
    int Concurrency,
    int? StopOnErrorPercent,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    public static BulkCommandView Of(BulkCommand bulk) => new(
        bulk.BulkId, bulk.Action, JsonElement.Parse(bulk.Request), bulk.FirmwareId, bulk.State.ToString(), bulk.Detail, bulk.Total, bulk.Waiting, bulk.Open, bulk.Succeeded, bulk.Failed,
        bulk.Skipped, bulk.Concurrency, bulk.StopOnErrorPercent, bulk.RequestedBy, bulk.CreatedAt, bulk.FinishedAt);
}

internal sealed record BulkStationView(
    string Station,
    [property: Description("Waiting, Open, Succeeded, Failed or Skipped")] string State,
    [property: Description("The command that carries it out")] long? Command,
    [property: Description("What the station answered, how its update or upload ended, or why it failed")] string? Detail);
