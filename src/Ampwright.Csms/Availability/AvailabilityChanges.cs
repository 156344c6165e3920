using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Availability;

/// <summary>Follows what ChangeAvailability asked for until the connector shows it. OCPP 1.6 ed. 2 §5.2.</summary>
internal static class AvailabilityChanges
{
    private const string Unavailable = "Unavailable";
    private const string Faulted = "Faulted";

    /// <summary>The station will do it, or has done it.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="station">The station's identity.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="connectorId">0: the station and each of its connectors.</param>
    /// <param name="wanted">Operative or Inoperative.</param>
    /// <param name="status">Accepted or Scheduled.</param>
    /// <param name="commandId">The command that asked for it.</param>
    public static void Note(WriteUnit unit, string station, long stationId, int connectorId, string wanted, string status, long commandId)
    {
        var connectors = unit.Connection.Query<(int Id, string Status)>(
            "SELECT connector_id, status FROM connectors WHERE station_id = @stationId AND (@connectorId = 0 OR connector_id = @connectorId)",
            new { stationId, connectorId }).ToDictionary(connector => connector.Id, connector => connector.Status);
        connectors.TryAdd(connectorId, "");
        foreach (var (id, shown) in connectors)
        {
            // Who is told to be what he is already sends no StatusNotification for it.
            var done = Shows(wanted, shown);
            unit.Connection.Execute("""
                INSERT INTO availability_changes (station_id, connector_id, wanted, state, command_id, answered_at, done_at)
                VALUES (@stationId, @id, @wanted, @state, @commandId, @Now, @doneAt)
                ON CONFLICT (station_id, connector_id) DO UPDATE SET wanted = excluded.wanted, state = excluded.state, command_id = excluded.command_id,
                  answered_at = excluded.answered_at, done_at = excluded.done_at
                """, new { stationId, id, wanted, state = done ? "Done" : status, commandId, unit.Now, doneAt = done ? unit.Now : (DateTimeOffset?)null });
            unit.Raise(new AvailabilityChanged(id, wanted, done ? "Done" : status) { Station = station });
        }
        CloseWhole(unit, station, stationId);
    }

    /// <summary>A connector told its status: what was asked for may show in it.</summary>
    public static void NoteStatus(WriteUnit unit, string station, long stationId, int connectorId, string status)
    {
        var wanted = unit.Connection.QuerySingleOrDefault<string>(
            "SELECT wanted FROM availability_changes WHERE station_id = @stationId AND connector_id = @connectorId AND state <> 'Done'", new { stationId, connectorId });
        if (wanted is null || !Shows(wanted, status)) return;
        Done(unit, station, stationId, connectorId, wanted);
        CloseWhole(unit, station, stationId);
    }

    // Faulted says nothing of either; any other status but Unavailable is operative (OCPP 1.6 ed. 2 §7.7).
    private static bool Shows(string wanted, string status) => status switch
    {
        "" or Faulted => false,
        Unavailable => wanted == "Inoperative",
        _ => wanted == "Operative",
    };

    /// <summary>Many stations send no status of connector 0: the station as a whole is done when each connector is.</summary>
    private static void CloseWhole(WriteUnit unit, string station, long stationId)
    {
        var wanted = unit.Connection.QuerySingleOrDefault<string>("""
            SELECT whole.wanted FROM availability_changes whole
            WHERE whole.station_id = @stationId AND whole.connector_id = 0 AND whole.state <> 'Done'
              AND EXISTS (SELECT 1 FROM availability_changes part
                WHERE part.station_id = @stationId AND part.connector_id > 0 AND part.command_id = whole.command_id)
              AND NOT EXISTS (SELECT 1 FROM availability_changes part
                WHERE part.station_id = @stationId AND part.connector_id > 0 AND part.command_id = whole.command_id AND part.state <> 'Done')
            """, new { stationId });
        if (wanted is not null) Done(unit, station, stationId, 0, wanted);
    }

    private static void Done(WriteUnit unit, string station, long stationId, int connectorId, string wanted)
    {
        unit.Connection.Execute("UPDATE availability_changes SET state = 'Done', done_at = @Now WHERE station_id = @stationId AND connector_id = @connectorId",
            new { unit.Now, stationId, connectorId });
        unit.Raise(new AvailabilityChanged(connectorId, wanted, "Done") { Station = station });
    }
}
