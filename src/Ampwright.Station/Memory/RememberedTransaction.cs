using System.Collections.Immutable;

namespace Ampwright.Station.Memory;

/// <summary>A transaction from its start record until its last message has left the queue.</summary>
internal sealed record RememberedTransaction
{
    /// <summary>The station's own number; the CSMS's comes with the answer to StartTransaction.</summary>
    public required long Tx { get; init; }

    public required int Connector { get; init; }

    public required string IdTag { get; init; }

    public string? ParentIdTag { get; init; }

    /// <summary>Wh.</summary>
    public required long MeterStart { get; init; }

    public required Stamp Started { get; init; }

    public int? ReservationId { get; init; }

    /// <summary>The CSMS's transactionId; −1 when StartTransaction was given up (errata v4.0 3.18); null while it is not known.</summary>
    public int? CsmsId { get; init; }

    /// <summary>The CSMS's verdict on the id tag in the answer to StartTransaction, if it came.</summary>
    public string? Verdict { get; init; }

    /// <summary>The last register value recorded, Wh, and when.</summary>
    public required long LastMeter { get; init; }

    public required Stamp LastAlive { get; init; }

    /// <summary>What goes into transactionData, Transaction.Begin first; Transaction.End is added by the stop.</summary>
    public ImmutableList<StoredMeterValue> Data { get; init; } = [];

    public RememberedStop? Stop { get; init; }

    public RememberedTransaction Corrected(TimeSpan step) => this with
    {
        Started = Started.Corrected(step),
        LastAlive = LastAlive.Corrected(step),
        Data = [.. Data.Select(values => values with { At = values.At.Corrected(step) })],
        Stop = Stop is null ? null : Stop with { At = Stop.At.Corrected(step) },
    };
}

/// <param name="Meter">Wh.</param>
internal sealed record RememberedStop(long Meter, Stamp At, string Reason, string? IdTag);

internal enum QueuedKind
{
    StartTransaction,
    MeterValues,
    StopTransaction,
}

/// <summary>A transaction message that still has to be answered. Its fields were frozen when it was recorded.</summary>
/// <param name="Message">Numbers rise in the order the messages have to be sent.</param>
/// <param name="Values">The content of a MeterValues; start and stop stand in their transaction.</param>
/// <param name="Failures">CALLERRORs so far.</param>
/// <param name="MessageId">The id of the last attempt, if retries have to use it again.</param>
internal sealed record QueuedMessage(
    long Message, QueuedKind Kind, long Tx, StoredMeterValue? Values = null, int Failures = 0, string? MessageId = null);

/// <summary>A message that was given up, kept for people to look at.</summary>
internal sealed record DeadLetter(QueuedMessage Message, RememberedTransaction? Transaction, string Code, Stamp At);

internal sealed record RememberedTag(string IdTag, string Status, string? ParentIdTag, DateTimeOffset? Expiry, long Order);
