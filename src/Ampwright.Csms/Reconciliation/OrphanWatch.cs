using System.Text.Json.Nodes;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Reconciliation;

/// <summary>Makes a case of every transaction message that was set aside; the many of one claimed id make one.</summary>
internal sealed class OrphanWatch(Database database)
{
    private const int Batch = 200;
    private const string Done = "reconciled_set_aside";

    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RoundAsync()
    {
        var orphans = await database.ReadAsync(connection => connection.Query<Orphan>("""
            SELECT m.set_aside_id, m.station_id, s.identity AS station, m.action, m.why, m.claimed_transaction_id, m.message_id, m.payload, m.received_at
            FROM set_aside_messages m JOIN stations s ON s.station_id = m.station_id
            WHERE m.set_aside_id > (SELECT coalesce(max(value), 0) FROM counters WHERE name = @Done) ORDER BY m.set_aside_id LIMIT @Batch
            """, new { Done, Batch }).AsList());
        if (orphans.Count == 0) return false;
        await database.WriteAsync(unit =>
        {
            foreach (var orphan in orphans) Open(unit, orphan);
            unit.Connection.Execute(
                "INSERT INTO counters (name, value) VALUES (@Done, @last) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                new { Done, last = orphans[^1].SetAsideId });
        });
        return orphans.Count == Batch;
    }

    private static void Open(WriteUnit unit, Orphan orphan)
    {
        // The transaction it names is this station's: its mark ConflictingStop makes the case.
        if (orphan.Why == SetAsideReason.ConflictingStop) return;
        var meterValues = orphan.Action == "MeterValues";
        var subject = meterValues ? $"MeterValues of {orphan.ClaimedTransactionId}" : $"message {orphan.SetAsideId}";
        CaseBook.Open(unit, orphan.StationId, orphan.Station, subject, null, new FoundCase(
            CaseKind.Orphan, $"{orphan.Action} with transactionId {orphan.ClaimedTransactionId}: {orphan.Why}", new JsonObject
            {
                ["action"] = orphan.Action,
                ["why"] = orphan.Why,
                ["claimedTransactionId"] = orphan.ClaimedTransactionId,
                ["messageId"] = orphan.MessageId,
                ["receivedAt"] = orphan.ReceivedAt,
                ["payload"] = orphan.Payload,
            }));
    }

    private sealed class Orphan
    {
        public long SetAsideId { get; init; }
        public long StationId { get; init; }
        public string Station { get; init; } = "";
        public string Action { get; init; } = "";
        public string Why { get; init; } = "";
        public int? ClaimedTransactionId { get; init; }
        public string MessageId { get; init; } = "";
        public string Payload { get; init; } = "";
        public DateTimeOffset ReceivedAt { get; init; }
    }
}
