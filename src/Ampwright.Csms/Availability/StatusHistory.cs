using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Availability;

/// <summary>
/// What each connector showed from when until when, and when each station was not connected. Told by this program's clock, as it learns of it: a
/// station's own may stand anywhere, and what it showed while it was not connected is not known.
/// </summary>
internal static class StatusHistory
{
    private static readonly string[] Tables = ["status_spans", "offline_spans"];

    private const string Removed = nameof(AvailabilityClass.Removed);

    /// <summary>A connector showed a status; connector 0 is the station's main controller. One that it showed already begins nothing.</summary>
    public static void Note(WriteUnit unit, long stationId, int connectorId, string status, string errorCode)
    {
        var span = new { stationId, connectorId, status, errorCode, availability = ClassOf(status).ToString(), unit.Now };
        unit.Write("""
            UPDATE status_spans SET until_at = @Now
            WHERE station_id = @stationId AND until_at IS NULL AND connector_id = @connectorId AND (status <> @status OR error_code <> @errorCode)
            """, span);
        unit.Write("""
            INSERT INTO status_spans (station_id, connector_id, status, error_code, availability, from_at)
            SELECT CAST(@stationId AS bigint), CAST(@connectorId AS bigint), CAST(@status AS text), CAST(@errorCode AS text), CAST(@availability AS text), CAST(@Now AS text)
            WHERE NOT EXISTS (SELECT 1 FROM status_spans WHERE station_id = @stationId AND until_at IS NULL AND connector_id = @connectorId)
            """, span);
    }

    /// <summary>The station is there.</summary>
    public static void NoteConnected(WriteUnit unit, long stationId) =>
        unit.Write("UPDATE offline_spans SET until_at = @Now WHERE station_id = @stationId AND until_at IS NULL", new { stationId, unit.Now });

    /// <summary>The station's connection is gone.</summary>
    public static void NoteDisconnected(WriteUnit unit, long stationId) =>
        unit.Write("INSERT INTO offline_spans (station_id, from_at) VALUES (@stationId, @Now)", new { stationId, unit.Now });

    /// <summary>The station was taken out of the list: from here on its connectors are nobody's duty.</summary>
    public static void NoteRemoved(WriteUnit unit, long stationId)
    {
        NoteConnected(unit, stationId);
        var left = unit.Connection.Query<int>("SELECT connector_id FROM status_spans WHERE station_id = @stationId AND until_at IS NULL", new { stationId }).AsList();
        foreach (var connectorId in left) Note(unit, stationId, connectorId, Removed, "NoError");
    }

    /// <summary>The newest first, before a span.</summary>
    public static List<StatusSpan> Newest(DbConnection connection, long stationId, int connectorId, long before, int limit) => connection.Query<StatusSpan>("""
        SELECT span_id, status, error_code, availability, from_at, until_at FROM status_spans
        WHERE station_id = @stationId AND connector_id = @connectorId AND span_id < @before ORDER BY span_id DESC LIMIT @limit
        """, new { stationId, connectorId, before, limit }).AsList();

    /// <summary>Removes some of what ended before an instant.</summary>
    /// <returns>Whether there may be more.</returns>
    public static bool Forget(WriteUnit unit, DateTimeOffset before, int slice) => Tables.Sum(table => unit.Connection.Execute(
        $"DELETE FROM {table} WHERE span_id IN (SELECT span_id FROM {table} WHERE until_at IS NOT NULL AND until_at < @before ORDER BY until_at LIMIT @slice)",
        new { before, slice })) >= slice;

    /// <summary>Whether anything ended before an instant.</summary>
    public static bool AnyBefore(DbConnection connection, DateTimeOffset before) => Tables.Any(table =>
        connection.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM {table} WHERE until_at IS NOT NULL AND until_at < @before)", new { before }));

    // OCPP 1.6 ed. 2 §7.7: which of them are operative.
    public static AvailabilityClass ClassOf(string status) => status switch
    {
        "Available" or "Preparing" or "Charging" or "SuspendedEVSE" or "SuspendedEV" or "Finishing" or "Reserved" => AvailabilityClass.Operative,
        "Unavailable" => AvailabilityClass.Unavailable,
        "Faulted" => AvailabilityClass.Faulted,
        Removed => AvailabilityClass.Removed,
        _ => AvailabilityClass.Unknown,
    };
}

/// <summary>What a connector showed from when until when.</summary>
internal sealed record StatusSpan
{
    public long SpanId { get; init; }
    public int ConnectorId { get; init; }
    public string Status { get; init; } = "";
    public string ErrorCode { get; init; } = "";
    public AvailabilityClass Availability { get; init; }
    public DateTimeOffset FromAt { get; init; }

    /// <summary>Null: it still does.</summary>
    public DateTimeOffset? UntilAt { get; init; }
}
