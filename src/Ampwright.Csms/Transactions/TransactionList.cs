using System.Data.Common;
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
        database.ReadAsync<IReadOnlyList<TransactionRecord>>(connection => connection.Query<TransactionRecord>(Statement(filter), new
        {
            filter.Scope.Ids,
            station = filter.Station is null ? null : StationIdentity.Fold(filter.Station),
            idTag = filter.IdTag is null ? null : IdTagList.Fold(filter.IdTag),
            filter.Driver,
            filter.Before,
            filter.Limit,
        }).AsList());

    /// <summary>What is not asked for is not in it: with "@idTag IS NULL OR …" the database finds no index, and reads all transactions there are.</summary>
    internal static string Statement(TransactionFilter filter)
    {
        List<string> asked = [];
        if (!filter.Scope.All) asked.Add("s.site_id IN @Ids");
        if (filter.Station is not null) asked.Add("t.station_id = (SELECT station_id FROM stations WHERE identity_key = @station)");
        if (filter.IdTag is not null) asked.Add("t.id_tag_key = @idTag");
        if (filter.Driver is not null) asked.Add("t.id_tag_key IN (SELECT id_tag_key FROM id_tags WHERE driver_id = @Driver)");
        if (filter.Open is { } open) asked.Add(open ? "t.stop_received_at IS NULL" : "t.stop_received_at IS NOT NULL");
        if (filter.Before is not null) asked.Add("t.sequence < @Before");
        return $"{Columns}{(asked.Count == 0 ? "" : $" WHERE {string.Join(" AND ", asked)}")} ORDER BY t.sequence DESC LIMIT @Limit";
    }

    public ValueTask<TransactionRecord?> FindAsync(int transactionId) => database.ReadAsync(connection => Find(connection, transactionId));

    public static TransactionRecord? Find(DbConnection connection, int transactionId) =>
        connection.QuerySingleOrDefault<TransactionRecord>($"{Columns} WHERE t.transaction_id = @transactionId", new { transactionId });

    /// <summary>The marks of one transaction with what they rest on, in the order they were raised.</summary>
    public ValueTask<IReadOnlyList<RaisedFlag>> FlagsAsync(int transactionId) => database.ReadAsync<IReadOnlyList<RaisedFlag>>(connection =>
        connection.Query<RaisedFlag>("SELECT flag, detail, raised_at FROM transaction_flags WHERE transaction_id = @transactionId ORDER BY raised_at, flag",
            new { transactionId }).AsList());
}
