using System.Data.Common;
using System.Text.Json.Nodes;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Reconciliation;

/// <summary>Finds starts without a stop: the connector is free while the station is connected, or a newer transaction runs on it.</summary>
internal sealed class GhostWatch(Database database, ReconciliationOptions options, TimeProvider time)
{
    private static readonly string[] FreeStatuses = ["Available", "Reserved"];

    public async Task RoundAsync()
    {
        var before = time.GetUtcNow() - options.GhostGrace;
        var ghosts = (await database.ReadAsync(OpenOnes)).Where(transaction => Why(transaction, before) is not null).ToList();
        if (ghosts.Count == 0) return;
        await database.WriteAsync(unit =>
        {
            foreach (var ghost in ghosts)
            {
                var (why, evidence) = Why(ghost, before)!.Value;
                CaseBook.Open(unit, ghost.StationId, ghost.Station, $"{ghost.TransactionId}", ghost.TransactionId, new FoundCase(CaseKind.Ghost, why, evidence));
            }
        });
    }

    /// <summary>Only those without a case: one that is known need not be looked for.</summary>
    private static List<OpenOne> OpenOnes(DbConnection connection) => connection.Query<OpenOne>("""
        SELECT t.transaction_id, t.station_id, s.identity AS station, t.connector_id, t.started_at, t.received_at, t.last_meter_at,
               s.lease_connection IS NOT NULL AS connected, c.status, c.status_at, c.received_at AS status_received_at,
               (SELECT min(n.received_at) FROM transactions n
                WHERE n.station_id = t.station_id AND n.connector_id = t.connector_id AND n.sequence > t.sequence AND n.started_at > t.started_at) AS newer_received_at
        FROM transactions t JOIN stations s ON s.station_id = t.station_id
        LEFT JOIN connectors c ON c.station_id = t.station_id AND c.connector_id = t.connector_id
        WHERE t.stop_received_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.kind = 'Ghost' AND k.transaction_id = t.transaction_id)
        """).AsList();

    private static (string Why, JsonObject Evidence)? Why(OpenOne transaction, DateTimeOffset before)
    {
        if (transaction.NewerReceivedAt <= before)
        {
            return ($"a newer transaction runs on connector {transaction.ConnectorId}", new JsonObject
            {
                ["startedAt"] = transaction.StartedAt,
                ["newerReceivedAt"] = transaction.NewerReceivedAt,
            });
        }
        var free = transaction.Connected && FreeStatuses.Contains(transaction.Status, StringComparer.Ordinal)
            && transaction.StatusReceivedAt <= before && transaction.StatusReceivedAt > transaction.ReceivedAt
            && transaction.StatusAt > transaction.StartedAt && !(transaction.LastMeterAt > transaction.StatusAt);
        return !free ? null : ($"connector {transaction.ConnectorId} is {transaction.Status} since {transaction.StatusAt:u}", new JsonObject
        {
            ["startedAt"] = transaction.StartedAt,
            ["status"] = transaction.Status,
            ["statusAt"] = transaction.StatusAt,
            ["lastReadingAt"] = transaction.LastMeterAt,
        });
    }

    private sealed class OpenOne
    {
        public int TransactionId { get; init; }
        public long StationId { get; init; }
        public string Station { get; init; } = "";
        public int ConnectorId { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset ReceivedAt { get; init; }
        public DateTimeOffset? LastMeterAt { get; init; }
        public bool Connected { get; init; }
        public string? Status { get; init; }
        public DateTimeOffset? StatusAt { get; init; }
        public DateTimeOffset? StatusReceivedAt { get; init; }
        public DateTimeOffset? NewerReceivedAt { get; init; }
    }
}
