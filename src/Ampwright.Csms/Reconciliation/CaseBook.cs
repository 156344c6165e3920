using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Reconciliation;

/// <summary>Opens, closes and reopens cases. What a closing does to a transaction is undone when the case is reopened.</summary>
internal static class CaseBook
{
    /// <summary>Closes by a rule are signed with this.</summary>
    public const string Rule = "rule";

    private static readonly string[] Guesses = [nameof(CaseReason.LastReading), nameof(CaseReason.OnlyFit)];

    public const string Columns = """
        SELECT k.case_id, k.kind, k.station_id, s.identity AS station, s.site_id, k.subject, k.transaction_id, k.detail, k.evidence, k.seen, k.opened_at, k.last_seen_at,
               k.closed_at, k.closed_by, k.reason, k.decision, k.note, k.reopened_at
        FROM cases k JOIN stations s ON s.station_id = k.station_id
        """;

    public static CaseRecord? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<CaseRecord>($"{Columns} WHERE k.case_id = @id", new { id });

    /// <summary>
    /// The cases about a transaction that a rule closed by what is most likely, not because what was missing came after all: money is taken for it only
    /// once a person has reopened and closed them himself.
    /// </summary>
    public static List<long> Unconfirmed(DbConnection connection, int transactionId) => connection.Query<long>("""
        SELECT case_id FROM cases WHERE transaction_id = @transactionId AND closed_by = @Rule AND decision = 'Bill' AND reason IN @Guesses ORDER BY case_id
        """, new { transactionId, Rule, Guesses }).AsList();

    /// <summary>A case that is known already is not opened anew, whether it is closed or not: it was seen once more.</summary>
    public static void Open(WriteUnit unit, long stationId, string station, string subject, int? transactionId, FoundCase found)
    {
        var kind = found.Kind.ToString();
        var known = unit.Connection.Execute(
            "UPDATE cases SET seen = seen + 1, last_seen_at = @Now WHERE kind = @kind AND station_id = @stationId AND subject = @subject",
            new { unit.Now, kind, stationId, subject });
        if (known > 0) return;
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO cases (kind, station_id, subject, transaction_id, detail, evidence, seen, opened_at, last_seen_at)
            VALUES (@kind, @stationId, @subject, @transactionId, @Detail, @evidence, 1, @Now, @Now) RETURNING case_id
            """, new { kind, stationId, subject, transactionId, found.Detail, evidence = found.Evidence.ToJsonString(), unit.Now });
        unit.Raise(new CaseOpened(id, kind, transactionId, found.Detail) { Station = station });
    }

    /// <param name="unit">The unit of work.</param>
    /// <param name="found">The case.</param>
    /// <param name="reason">Why.</param>
    /// <param name="bills">Whether its transaction may be billed; null where it has none.</param>
    /// <param name="by">Who; <see cref="Rule"/> where it was none.</param>
    /// <param name="note">What a person wants to be remembered.</param>
    public static void Close(WriteUnit unit, CaseRecord found, CaseReason reason, bool? bills, string by, string? note = null)
    {
        if (found is { Kind: CaseKind.Ghost, TransactionId: { } ghost } && reason != CaseReason.StationStopped) EndGhost(unit, found, ghost);
        unit.Connection.Execute(
            "UPDATE cases SET closed_at = @Now, closed_by = @by, reason = @reason, decision = @decision, note = @note WHERE case_id = @CaseId",
            new { unit.Now, by, reason = reason.ToString(), decision = bills is null ? null : bills.Value ? "Bill" : "DoNotBill", note, found.CaseId });
        if (found.TransactionId is { } decided) TransactionTariffs.NoteChange(unit, decided);
        unit.Raise(new CaseClosed(found.CaseId, found.Kind.ToString(), found.TransactionId, reason.ToString(), by) { Station = found.Station });
    }

    /// <param name="unit">The unit of work.</param>
    /// <param name="found">The case.</param>
    /// <param name="why">In words.</param>
    /// <param name="byPerson">Then no rule closes it again.</param>
    public static void Reopen(WriteUnit unit, CaseRecord found, string why, bool byPerson)
    {
        unit.Connection.Execute("""
            UPDATE transactions SET meter_stop = NULL, stopped_at = NULL, stop_reason = NULL, stop_received_at = NULL, stop_case_id = NULL
            WHERE stop_case_id = @CaseId
            """, new { found.CaseId });
        unit.Connection.Execute($"""
            UPDATE cases SET closed_at = NULL, closed_by = NULL, reason = NULL, decision = NULL, opened_at = @Now
              {(byPerson ? ", reopened_at = @Now" : "")}
            WHERE case_id = @CaseId
            """, new { unit.Now, found.CaseId });
        if (found.TransactionId is { } undecided) TransactionTariffs.NoteChange(unit, undecided);
        unit.Raise(new CaseReopened(found.CaseId, found.Kind.ToString(), found.TransactionId, why) { Station = found.Station });
    }

    /// <summary>Ends a transaction in its station's stead, at the last reading; a stop of the station's own takes this one's place.</summary>
    private static void EndGhost(WriteUnit unit, CaseRecord found, int transactionId)
    {
        var ended = unit.Connection.Execute("""
            UPDATE transactions SET meter_stop = coalesce(last_meter, meter_start), stopped_at = coalesce(last_meter_at, started_at), stop_reason = 'Other',
              stop_received_at = @Now, stop_case_id = @CaseId, examine_due = @Now
            WHERE transaction_id = @transactionId AND stop_received_at IS NULL
            """, new { unit.Now, found.CaseId, transactionId });
        if (ended == 0) return;
        var end = unit.Connection.QuerySingle<End>(
            "SELECT connector_id, meter_start, meter_stop, stopped_at FROM transactions WHERE transaction_id = @transactionId", new { transactionId });
        unit.Raise(new TransactionStopped(transactionId, end.ConnectorId, end.MeterStop, Math.Max(0, (long)end.MeterStop - end.MeterStart), "Other", end.StoppedAt)
        {
            Station = found.Station,
        });
    }

    private sealed class End
    {
        public int ConnectorId { get; init; }
        public int MeterStart { get; init; }
        public int MeterStop { get; init; }
        public DateTimeOffset StoppedAt { get; init; }
    }
}
