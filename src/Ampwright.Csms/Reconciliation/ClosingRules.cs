using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Reconciliation;

/// <summary>
/// Closes the cases of which a rule says how they end, and opens the ghosts again that turn out to be alive. What a person reopened is
/// left to persons.
/// <code>
///   Ghost          the station's own stop came                      ─► StationStopped
///                  24 h without one, readings known / not known     ─► LastReading / NothingMetered
///                  values came after it was ended                   ─► open again
///   Duplicate      an earlier transaction says exactly the same     ─► ExactCopy, not billed
///   Overlap        no other transaction on the connector at a time  ─► OtherEnded
///   BoundWithoutId ended, and no other case about it is open        ─► OnlyFit
///   Orphan         meter values                                     ─► NoBillingEffect
/// </code>
/// </summary>
internal sealed class ClosingRules(Database database, ReconciliationOptions options, TimeProvider time)
{
    private static readonly string[] Kinds = [nameof(CaseKind.Ghost), nameof(CaseKind.Duplicate), nameof(CaseKind.Overlap), nameof(CaseKind.BoundWithoutId), nameof(CaseKind.Orphan)];

    public async Task RoundAsync()
    {
        var now = time.GetUtcNow();
        var (closing, alive, stopped) = await database.ReadAsync(connection => (
            Open(connection).Select(found => (Found: found, End: EndOf(connection, found, now))).Where(each => each.End is not null).ToList(),
            StillAlive(connection), StoppedAfterAll(connection)));
        if (closing.Count + alive.Count + stopped.Count == 0) return;
        await database.WriteAsync(unit =>
        {
            foreach (var (found, end) in closing) CaseBook.Close(unit, found, end!.Value.Reason, end.Value.Bills, CaseBook.Rule);
            foreach (var found in alive) CaseBook.Reopen(unit, found, "meter values came after it was ended", byPerson: false);
            foreach (var found in stopped) CaseBook.Close(unit, found, CaseReason.StationStopped, bills: true, CaseBook.Rule);
        });
    }

    private static List<CaseRecord> Open(DbConnection connection) => connection.Query<CaseRecord>(
        $"{CaseBook.Columns} WHERE k.closed_at IS NULL AND k.reopened_at IS NULL AND k.kind IN @Kinds ORDER BY k.case_id LIMIT 1000", new { Kinds }).AsList();

    private (CaseReason Reason, bool? Bills)? EndOf(DbConnection connection, CaseRecord found, DateTimeOffset now)
    {
        if (found.Kind == CaseKind.Orphan)
            return found.Subject.StartsWith("MeterValues", StringComparison.Ordinal) ? (CaseReason.NoBillingEffect, null) : null;
        if (connection.QuerySingleOrDefault<Ended>("""
            SELECT transaction_id, sequence, station_id, connector_id, id_tag_key, meter_start, meter_stop, started_at, stopped_at, last_meter,
                   stop_received_at IS NOT NULL AS has_ended
            FROM transactions WHERE transaction_id = @TransactionId
            """, new { found.TransactionId }) is not { } transaction) return null;
        return found.Kind switch
        {
            CaseKind.Ghost when transaction.HasEnded => (CaseReason.StationStopped, true),
            CaseKind.Ghost when now - found.OpenedAt < options.GhostPatience => null,
            CaseKind.Ghost => transaction.LastMeter is null ? (CaseReason.NothingMetered, false) : (CaseReason.LastReading, true),
            CaseKind.Duplicate when transaction.HasEnded && IsCopy(connection, transaction) => (CaseReason.ExactCopy, false),
            CaseKind.Overlap when transaction.HasEnded && !Overlaps(connection, transaction) => (CaseReason.OtherEnded, true),
            CaseKind.BoundWithoutId when transaction.HasEnded && !HasOther(connection, found) => (CaseReason.OnlyFit, true),
            _ => null,
        };
    }

    private static bool IsCopy(DbConnection connection, Ended transaction) => Any(connection, """
        SELECT count(*) FROM transactions
        WHERE station_id = @StationId AND connector_id = @ConnectorId AND id_tag_key = @IdTagKey AND meter_start = @MeterStart AND meter_stop = @MeterStop
          AND started_at = @StartedAt AND stopped_at = @StoppedAt AND sequence < @Sequence
        """, transaction);

    private static bool Overlaps(DbConnection connection, Ended transaction) => Any(connection, """
        SELECT count(*) FROM transactions
        WHERE station_id = @StationId AND connector_id = @ConnectorId AND transaction_id <> @TransactionId
          AND started_at < @StoppedAt AND (stopped_at IS NULL OR stopped_at > @StartedAt)
        """, transaction);

    private static bool HasOther(DbConnection connection, CaseRecord found) => Any(connection,
        "SELECT count(*) FROM cases WHERE transaction_id = @TransactionId AND case_id <> @CaseId AND closed_at IS NULL", found)
        || Any(connection, "SELECT count(*) FROM transactions WHERE transaction_id = @TransactionId AND examine_due IS NOT NULL", found);

    private static bool Any(DbConnection connection, string sql, object parameters) => connection.ExecuteScalar<long>(sql, parameters) > 0;

    /// <summary>Transactions that were ended in the station's stead and of which the station told more since.</summary>
    private static List<CaseRecord> StillAlive(DbConnection connection) => connection.Query<CaseRecord>($"""
        {CaseBook.Columns} JOIN transactions t ON t.stop_case_id = k.case_id
        WHERE k.closed_by = @Rule AND EXISTS (
          SELECT 1 FROM meter_values v WHERE v.transaction_id = t.transaction_id AND v.transaction_id > 0 AND v.received_at > k.closed_at AND v.sampled_at > t.stopped_at)
        """, new { CaseBook.Rule }).AsList();

    /// <summary>Ghosts that a rule had ended and whose own stop took that one's place.</summary>
    private static List<CaseRecord> StoppedAfterAll(DbConnection connection) => connection.Query<CaseRecord>($"""
        {CaseBook.Columns} JOIN transactions t ON t.transaction_id = k.transaction_id
        WHERE k.kind = 'Ghost' AND k.closed_by = @Rule AND k.reason IN ('LastReading', 'NothingMetered') AND t.stop_case_id IS NULL AND t.stop_received_at >= k.closed_at
        """, new { CaseBook.Rule }).AsList();

    private sealed class Ended
    {
        public int TransactionId { get; init; }
        public long Sequence { get; init; }
        public long StationId { get; init; }
        public int ConnectorId { get; init; }
        public string IdTagKey { get; init; } = "";
        public int MeterStart { get; init; }
        public int? MeterStop { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? StoppedAt { get; init; }
        public long? LastMeter { get; init; }
        public bool HasEnded { get; init; }
    }
}
