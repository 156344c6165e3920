using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Ampwright.Csms.Reconciliation;

internal sealed record CaseView(
    long Id,
    [property: Description("Ghost, Duplicate, MeterRollback, ImpossibleEnergy, Orphan, ConflictingStop, Overlap, BoundWithoutId, ImplausibleTime, StopBeforeStart, ConnectorMismatch, StopWithdrawn, NotExaminable")] string Kind,
    [property: Description("Open or Closed")] string State,
    string Station,
    int? TransactionId,
    string Detail,
    [property: Description("What it was found in; its fields depend on the kind")] JsonElement Evidence,
    [property: Description("How often it was seen")] int Seen,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? ClosedAt,
    [property: Description("'rule', or who it was")] string? ClosedBy,
    [property: Description("Why it was closed: BillAsRecorded, DoNotBill, Ignored, LastReading, NothingMetered, StationStopped, ExactCopy, OnlyFit, OtherEnded, NoBillingEffect")] string? Reason,
    [property: Description("Bill or DoNotBill; null where it concerns no transaction")] string? Decision,
    string? Note,
    [property: Description("When a person reopened it; since then no rule closes it")] DateTimeOffset? ReopenedAt)
{
    public static CaseView Of(CaseRecord found) => new(
        found.CaseId, found.Kind.ToString(), found.ClosedAt is null ? "Open" : "Closed", found.Station, found.TransactionId, found.Detail,
        JsonElement.Parse(found.Evidence), found.Seen, found.OpenedAt, found.LastSeenAt, found.ClosedAt, found.ClosedBy, found.Reason, found.Decision, found.Note,
        found.ReopenedAt);
}

internal sealed record CaseCloseRequest
{
    [Required, Description("BillAsRecorded, DoNotBill; of a ghost LastReading, DoNotBill; of an orphan Ignored")]
    public string? Reason { get; init; }

    [MaxLength(500), Description("What is to be remembered about it")]
    public string? Note { get; init; }
}

internal sealed record RatedPowerView([property: Description("The most the station can deliver, in W")] long Watts, [property: Description("Whether that is the program's default")] bool IsDefault);

internal sealed record RatedPowerRequest
{
    [Range(1, 10_000_000), Description("The most the station can deliver, in W; null: the program's default")]
    public long? Watts { get; init; }
}
