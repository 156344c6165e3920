using System.Text;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>
/// Finds the transaction of a stop that names none because its start was never acknowledged (errata v4.0 3.18). A wrong one would bill
/// somebody for another's energy, so the match must be the only one seen from both sides.
/// <code>
///   1 the same stop before?   bound ─► that transaction     set aside ─► it stays there
///   2 which open ones can it end?   the station never used the id, no later start on the connector; tag, time and meter fit
///   3 exactly one, and no other stop without id could end that one  ─► it
///   4 else none; and what an earlier stop was bound to, though this one fits as well, has that stop withdrawn
/// </code>
/// A binding holds as long as nothing speaks against it: the first use of the id shows that the stop was another's.
/// </summary>
internal static class StopWithoutId
{
    /// <summary>A session that seems to have lasted longer is left to a person.</summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(48);

    public static EndingTransaction? Find(WriteUnit unit, Lease lease, StopTransactionRequest stop)
    {
        // 1
        if (BoundBefore(unit, lease, stop) is { } known) return known;
        var asides = SetAside(unit, lease, stop.Timestamp.Instant - LongestSession);
        if (asides.Exists(aside => SaysTheSame(aside, stop))) return null;

        // 2
        var fitting = unit.Connection.Query<EndingTransaction>($"""
            {EndingTransaction.Columns} WHERE id_used_at IS NULL AND started_at >= @oldest AND transaction_id IN (
              SELECT transaction_id FROM transactions WHERE station_id = @StationId AND stop_received_at IS NULL
              UNION ALL SELECT transaction_id FROM transactions WHERE station_id = @StationId AND stop_case_id IS NOT NULL AND started_at >= @oldest)
            """, new { lease.StationId, oldest = stop.Timestamp.Instant - LongestSession }).Where(open => CanEnd(stop, open) && HasTag(stop, open)).ToList();

        // 3
        if (fitting.Count == 1 && !asides.Exists(aside => CanEnd(aside, fitting[0]) && MayHaveTag(unit, aside, fitting[0]))) return fitting[0];

        // 4
        Contest(unit, lease, stop);
        return null;
    }

    /// <summary>Whether a stop without id that was set aside may have ended the transaction before the instant.</summary>
    public static bool MayHaveEnded(WriteUnit unit, Lease lease, EndingTransaction open, DateTimeOffset at) =>
        SetAside(unit, lease, open.StartedAt).Exists(aside => aside.Timestamp.Instant <= at && CanEnd(aside, open) && MayHaveTag(unit, aside, open));

    /// <summary>Opens the transaction again and sets the stop aside that was bound to it without an id.</summary>
    public static void Withdraw(WriteUnit unit, Lease lease, EndingTransaction bound, string why)
    {
        var message = new ReceivedMessage(Catalogue.StopTransaction, bound.StopWithoutIdMessage ?? "", Encoding.UTF8.GetBytes(bound.StopWithoutId!));
        var stop = Read(bound.StopWithoutId!);
        unit.Connection.Execute("""
            UPDATE transactions SET meter_stop = NULL, stopped_at = NULL, stopped_text = NULL, stop_reason = NULL, stop_id_tag = NULL,
              stop_answer = NULL, stop_received_at = NULL, stop_without_id = NULL, stop_without_id_message = NULL
            WHERE transaction_id = @TransactionId
            """, new { bound.TransactionId });
        unit.Connection.Execute("DELETE FROM meter_values WHERE transaction_id = @TransactionId AND source = 'StopTransaction'", new { bound.TransactionId });
        unit.Raise(new TransactionStopWithdrawn(bound.TransactionId, bound.ConnectorId, stop.MeterStop, why) { Station = lease.Identity });
        TransactionMessage.SetAside(unit, lease, message, SetAsideReason.NoTransactionId, stop.TransactionId);
        TransactionMessage.Flag(unit, lease, bound.TransactionId, TransactionFlag.StopWithdrawn, $"the stop with {stop.MeterStop} Wh at {stop.Timestamp}: {why}");
        Contest(unit, lease, stop);
    }

    /// <summary>A stop that found no place: whatever it could have ended may have been given another's stop.</summary>
    private static void Contest(WriteUnit unit, Lease lease, StopTransactionRequest stop)
    {
        while (true)
        {
            var contested = unit.Connection.Query<EndingTransaction>($"""
                {EndingTransaction.Columns} WHERE station_id = @StationId AND stop_without_id IS NOT NULL AND started_at >= @oldest
                """, new { lease.StationId, oldest = stop.Timestamp.Instant - LongestSession })
                .FirstOrDefault(bound => CanEnd(stop, bound) && MayHaveTag(unit, stop, bound));
            if (contested is null) return;
            Withdraw(unit, lease, contested, $"another stop without id, with {stop.MeterStop} Wh at {stop.Timestamp}, fits as well");
        }
    }

    private static EndingTransaction? BoundBefore(WriteUnit unit, Lease lease, StopTransactionRequest stop) =>
        unit.Connection.Query<EndingTransaction>($"""
            {EndingTransaction.Columns} WHERE station_id = @StationId AND stop_without_id IS NOT NULL AND stopped_at = @at AND started_at <= @at AND meter_stop = @MeterStop
            """, new { lease.StationId, at = stop.Timestamp.Instant, stop.MeterStop }).FirstOrDefault(bound => SaysTheSame(Read(bound.StopWithoutId!), stop));

    private static List<StopTransactionRequest> SetAside(WriteUnit unit, Lease lease, DateTimeOffset since) => unit.Connection.Query<string>("""
        SELECT payload FROM set_aside_messages WHERE station_id = @StationId AND action = 'StopTransaction' AND why = 'NoTransactionId'
        ORDER BY set_aside_id DESC LIMIT 1000
        """, new { lease.StationId }).Select(Read).Where(aside => aside.Timestamp.Instant >= since).ToList();

    private static StopTransactionRequest Read(string payload) =>
        (StopTransactionRequest)Catalogue.StopTransaction.Request.Read(Encoding.UTF8.GetBytes(payload), ReadMode.Tolerant);

    private static bool CanEnd(StopTransactionRequest stop, EndingTransaction transaction)
    {
        var at = stop.Timestamp.Instant;
        return at >= transaction.StartedAt && at - transaction.StartedAt <= LongestSession
            && (transaction.NextStartedAt is not { } next || at <= next)
            && stop.MeterStop >= transaction.MeterStart && stop.MeterStop >= (transaction.LastMeter ?? transaction.MeterStart);
    }

    private static bool HasTag(StopTransactionRequest stop, EndingTransaction transaction) =>
        stop.IdTag is null || IdTagList.Fold(stop.IdTag) == transaction.IdTagKey;

    // A tag of the same group may stop what another started (OCPP 1.6 ed. 2 §4.2): enough to doubt a binding, not to make one.
    private static bool MayHaveTag(WriteUnit unit, StopTransactionRequest stop, EndingTransaction transaction)
    {
        if (HasTag(stop, transaction)) return true;
        return Group(IdTagList.Fold(stop.IdTag!)) is { } group && group == Group(transaction.IdTagKey);

        string? Group(string key) =>
            unit.Connection.QuerySingleOrDefault<string?>("SELECT parent_id_tag FROM id_tags WHERE id_tag_key = @key", new { key }) is { } parent
                ? IdTagList.Fold(parent)
                : null;
    }

    public static bool SaysTheSame(StopTransactionRequest one, StopTransactionRequest other) =>
        one.MeterStop == other.MeterStop && one.Timestamp.Instant == other.Timestamp.Instant && one.Reason?.Text == other.Reason?.Text
        && string.Equals(one.IdTag, other.IdTag, StringComparison.OrdinalIgnoreCase);
}
