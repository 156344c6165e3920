using Ampwright.Csms.Access;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>The messages that were set aside, for a person to look at.</summary>
internal sealed class SetAsideList(Database database)
{
    private const string Columns = """
        SELECT m.set_aside_id, s.identity AS station, m.action, m.why, m.claimed_transaction_id, m.message_id, m.payload, m.received_at
        FROM set_aside_messages m JOIN stations s ON s.station_id = m.station_id
        """;

    /// <summary>Newest first.</summary>
    /// <param name="scope">Only those of stations at these sites.</param>
    /// <param name="station">The identity of one station, or null for all.</param>
    /// <param name="before">Only older ones: the last id of the page before.</param>
    /// <param name="limit">How many at most.</param>
    public ValueTask<List<SetAsideMessage>> ListAsync(SiteScope scope, string? station, long before, int limit) => database.ReadAsync(connection =>
        connection.Query<SetAsideMessage>($"""
            {Columns}
            WHERE m.set_aside_id < @before AND (@All OR s.site_id IN @Ids) AND (@station IS NULL OR s.identity_key = @station)
            ORDER BY m.set_aside_id DESC LIMIT @limit
            """, new { scope.All, scope.Ids, before, station = station is null ? null : StationIdentity.Fold(station), limit }).AsList());

    /// <summary>Those that named this transaction, oldest first; at most 100.</summary>
    public ValueTask<List<SetAsideMessage>> ClaimingAsync(int transactionId, SiteScope scope) => database.ReadAsync(connection =>
        connection.Query<SetAsideMessage>($"""
            {Columns}
            WHERE m.claimed_transaction_id = @transactionId AND m.claimed_transaction_id > 0 AND (@All OR s.site_id IN @Ids)
            ORDER BY m.set_aside_id LIMIT 100
            """, new { transactionId, scope.All, scope.Ids }).AsList());
}
