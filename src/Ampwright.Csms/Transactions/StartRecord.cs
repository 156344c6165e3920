using Ampwright.Csms.Authorization;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Guests;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Reservations;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>
/// Records a StartTransaction (OCPP 1.6 ed. 2 §4.8). The transaction is stored whatever the verdict on its tag.
/// <code>
///   1 the same start before (station, connector, tag, instant, meter)?
///       running  ─► its id and its verdict again
///       stopped  ─► a new transaction, marked as suspect duplicate of the first
///   2 verdict     3 id and row     4 marks
/// </code>
/// </summary>
internal sealed class StartRecord(ReceivedMessage message, StartTransactionRequest start) : TransactionMessage(message)
{
    protected override object CarryOut(WriteUnit unit, Lease lease)
    {
        // 1
        var before = unit.Connection.QueryFirstOrDefault<Before>("""
            SELECT transaction_id, repetition, suspect_duplicate_of, verdict, verdict_parent_id_tag, verdict_expires_at,
                   stop_received_at IS NULL AS running
            FROM transactions
            WHERE station_id = @StationId AND connector_id = @ConnectorId AND id_tag_key = @key AND started_at = @at AND meter_start = @MeterStart
            ORDER BY repetition DESC LIMIT 1
            """, new { lease.StationId, start.ConnectorId, key = IdTagList.Fold(start.IdTag), at = start.Timestamp.Instant, start.MeterStart });
        if (before is { Running: true }) return Answer(before.TransactionId, before.FirstVerdict());

        // 2
        var began = IsImplausible(start.Timestamp.Instant, unit.Now) ? unit.Now : start.Timestamp.Instant;
        var found = Authorizer.DecideStart(unit.Connection, lease.StationId, start.ConnectorId, start.IdTag, began, unit.Now);
        var (decision, verdict) = (found.Decision, found.Decision.Info);

        // 3
        var running = unit.Connection.Query<int>(
            "SELECT transaction_id FROM transactions WHERE station_id = @StationId AND connector_id = @ConnectorId AND stop_received_at IS NULL",
            new { lease.StationId, start.ConnectorId }).AsList();
        var (transactionId, sequence) = TransactionIds.Next(unit);
        Insert(unit, lease, transactionId, sequence, verdict, before);
        DecisionTrace.Keep(unit, lease.StationId, Message.Action.Name, decision, transactionId);
        QuotaBook.NoteStart(unit, found, transactionId, began);
        StartCodes.NoteStart(unit, found, transactionId);
        if (decision.Reason == DecisionReason.CardLearning) CardLearning.Found(unit, lease.StationId, lease.Identity, start.IdTag);
        unit.Raise(new TransactionStarted(transactionId, start.ConnectorId, start.IdTag, verdict.Status.Text, start.MeterStart, start.Timestamp.Instant)
        {
            Station = lease.Identity,
        });

        ReservationSigns.NoteStart(
            unit, lease.StationId, start.ConnectorId, start.IdTag, start.ReservationId, transactionId, start.Timestamp.Instant);
        StationProfiles.NoteStart(unit, lease.Identity, lease.StationId, start.ConnectorId, start.IdTag, transactionId);
        // A start is recorded even where no price can be found for it.
        unit.Try($"the tariff of transaction {transactionId}", () => TransactionTariffs.NoteStart(unit, lease.StationId, start.IdTag, transactionId, start.Timestamp.Instant, verdict.Status.Value == AuthorizationStatus.Accepted));

        // 4
        if (before is not null)
            Flag(unit, lease, transactionId, TransactionFlag.SuspectDuplicate, $"the same start as {before.First}, which was stopped");
        foreach (var other in running)
        {
            Flag(unit, lease, transactionId, TransactionFlag.Overlap, $"{other} was running on connector {start.ConnectorId}");
            Flag(unit, lease, other, TransactionFlag.Overlap, $"{transactionId} was started on connector {start.ConnectorId}");
        }
        if (IsImplausible(start.Timestamp.Instant, unit.Now))
            Flag(unit, lease, transactionId, TransactionFlag.ImplausibleTime, $"started at {start.Timestamp}");
        return Answer(transactionId, verdict);
    }

    private static StartTransactionResponse Answer(int transactionId, IdTagInfo verdict) =>
        new() { TransactionId = transactionId, IdTagInfo = verdict };

    private void Insert(WriteUnit unit, Lease lease, int transactionId, int sequence, IdTagInfo verdict, Before? before) => unit.Write("""
        INSERT INTO transactions (transaction_id, sequence, station_id, connector_id, id_tag, id_tag_key, meter_start, started_at, started_text,
          reservation_id, repetition, suspect_duplicate_of, received_at, verdict, verdict_parent_id_tag, verdict_expires_at)
        VALUES (@transactionId, @sequence, @StationId, @ConnectorId, @IdTag, @key, @MeterStart, @at, @text,
          @ReservationId, @repetition, @first, @Now, @verdict, @parent, @expires)
        """, new
    {
        transactionId,
        sequence,
        lease.StationId,
        start.ConnectorId,
        start.IdTag,
        key = IdTagList.Fold(start.IdTag),
        start.MeterStart,
        at = start.Timestamp.Instant,
        text = start.Timestamp.ReceivedText,
        start.ReservationId,
        repetition = before is null ? 0 : before.Repetition + 1,
        first = before?.First,
        unit.Now,
        verdict = verdict.Status.Text,
        parent = verdict.ParentIdTag,
        expires = verdict.ExpiryDate?.Instant,
    });

    private sealed class Before
    {
        public int TransactionId { get; init; }
        public int Repetition { get; init; }
        public int? SuspectDuplicateOf { get; init; }
        public string Verdict { get; init; } = "";
        public string? VerdictParentIdTag { get; init; }
        public DateTimeOffset? VerdictExpiresAt { get; init; }
        public bool Running { get; init; }

        public int First => SuspectDuplicateOf ?? TransactionId;

        public IdTagInfo FirstVerdict() => new()
        {
            Status = OcppEnum<AuthorizationStatus>.Parse(Verdict),
            ParentIdTag = VerdictParentIdTag,
            ExpiryDate = VerdictExpiresAt is { } expires ? new OcppTime(expires) : null,
        };
    }
}
