using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>What is known of the transactions.</summary>
internal sealed class TransactionList(Database database)
{
    private const string Columns = """
        SELECT t.transaction_id, t.sequence, s.identity AS station, s.site_id, t.connector_id, t.id_tag, t.meter_start, t.started_at, t.started_text,
               t.reservation_id, t.verdict, t.suspect_duplicate_of, t.received_at, t.last_meter, t.last_power, t.last_meter_at,
               t.meter_stop, t.stopped_at, t.stopped_text, t.stop_reason, t.stop_id_tag, t.stop_received_at,
               (SELECT group_concat(f.flag, ',') FROM (SELECT flag FROM transaction_flags WHERE transaction_id = t.transaction_id ORDER BY flag) f) AS flags,
               t.examine_due, t.stop_case_id,
               (SELECT count(*) FROM cases k WHERE k.transaction_id = t.transaction_id AND k.closed_at IS NULL) AS open_cases,
               (SELECT count(*) FROM cases k WHERE k.transaction_id = t.transaction_id AND k.decision = 'DoNotBill') AS cases_against
        FROM transactions t JOIN stations s USING (station_id)
        """;

    /// <summary>Newest first.</summary>
    public ValueTask<IReadOnlyList<TransactionRecord>> ListAsync(TransactionFilter filter) =>
        database.ReadAsync<IReadOnlyList<TransactionRecord>>(connection => connection.Query<TransactionRecord>($"""
            {Columns}
            WHERE (@All OR s.site_id IN @Ids)
              AND (@station IS NULL OR s.identity_key = @station)
              AND (@idTag IS NULL OR t.id_tag_key = @idTag)
              AND (@Open IS NULL OR (t.stop_received_at IS NULL) = @Open)
              AND (@Before IS NULL OR t.sequence < @Before)
            ORDER BY t.sequence DESC LIMIT @Limit
            """, new
        {
            filter.Scope.All,
            filter.Scope.Ids,
            station = filter.Station is null ? null : StationIdentity.Fold(filter.Station),
            idTag = filter.IdTag is null ? null : IdTagList.Fold(filter.IdTag),
            filter.Open,
            filter.Before,
            filter.Limit,
        }).AsList());

    public ValueTask<TransactionRecord?> FindAsync(int transactionId) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<TransactionRecord>($"{Columns} WHERE t.transaction_id = @transactionId", new { transactionId }));

    /// <summary>The marks of one transaction with what they rest on, in the order they were raised.</summary>
    public ValueTask<IReadOnlyList<RaisedFlag>> FlagsAsync(int transactionId) => database.ReadAsync<IReadOnlyList<RaisedFlag>>(connection =>
        connection.Query<RaisedFlag>("SELECT flag, detail, raised_at FROM transaction_flags WHERE transaction_id = @transactionId ORDER BY raised_at, flag",
            new { transactionId }).AsList());
}
