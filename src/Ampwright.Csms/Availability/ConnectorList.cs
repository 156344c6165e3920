using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Availability;

/// <summary>What is known of the connectors.</summary>
internal sealed class ConnectorList(Database database)
{
    /// <param name="station">The identity of one station, or null for all.</param>
    public ValueTask<IReadOnlyList<ConnectorRecord>> ListAsync(string? station = null) =>
        database.ReadAsync<IReadOnlyList<ConnectorRecord>>(connection => connection.Query<ConnectorRecord>("""
            SELECT s.identity AS station, c.connector_id, c.status, c.error_code, c.info, c.vendor_id, c.vendor_error_code, c.status_at, c.received_at,
                   a.wanted AS wanted_availability, a.state AS availability_state
            FROM connectors c JOIN stations s ON s.station_id = c.station_id
              LEFT JOIN availability_changes a ON a.station_id = c.station_id AND a.connector_id = c.connector_id
            WHERE s.removed_at IS NULL AND (@key IS NULL OR s.identity_key = @key)
            ORDER BY s.identity_key, c.connector_id
            """, new { key = station is null ? null : StationIdentity.Fold(station) }).AsList());
}
