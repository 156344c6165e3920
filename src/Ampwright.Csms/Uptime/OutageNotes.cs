using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Uptime;

/// <summary>What persons said of outages.</summary>
internal static class OutageNotes
{
    private const string Columns = """
        SELECT n.note_id, n.site_id, n.station_id, s.identity AS station, coalesce(n.site_id, s.site_id) AS at_site, n.connector_id, n.from_at, n.until_at,
               n.reason, n.note, n.version, n.changed_at, n.changed_by
        FROM outage_notes n LEFT JOIN stations s ON s.station_id = n.station_id
        """;

    public static OutageNote? Find(DbConnection connection, long noteId) =>
        connection.QuerySingleOrDefault<OutageNote>($"{Columns} WHERE n.note_id = @noteId", new { noteId });

    /// <summary>The newest first, before a number.</summary>
    public static List<OutageNote> Newest(DbConnection connection, SiteScope scope, string? station, long? site, long before, int limit) => connection.Query<OutageNote>($"""
        {Columns} WHERE n.note_id < @before AND (@All OR coalesce(n.site_id, s.site_id) IN @Ids)
          AND (@station IS NULL OR s.identity_key = @station) AND (@site IS NULL OR coalesce(n.site_id, s.site_id) = @site)
        ORDER BY n.note_id DESC LIMIT @limit
        """, new { before, limit, scope.All, scope.Ids, station = station is null ? null : Stations.StationIdentity.Fold(station), site }).AsList();

    /// <summary>Those that hold for a station, its site's among them, and reach into a window.</summary>
    public static List<OutageNote> Of(DbConnection connection, long stationId, long siteId, Stretch window) => connection.Query<OutageNote>(
        $"{Columns} WHERE (n.station_id = @stationId OR n.site_id = @siteId) AND n.from_at < @Until AND (n.until_at IS NULL OR n.until_at > @From)",
        new { stationId, siteId, window.From, window.Until }).AsList();

    public static long Add(WriteUnit unit, OutageNote note, Caller who)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO outage_notes (site_id, station_id, connector_id, from_at, until_at, reason, note, version, changed_at, changed_by)
            VALUES (@SiteId, @StationId, @ConnectorId, @FromAt, @UntilAt, @reason, @Note, 1, @Now, @who) RETURNING note_id
            """, Values(unit, note, who));
        AuditLog.Append(unit, who, "outage-note.add", $"{id}", AuditDetail.Of("reason", note.Reason.ToString()));
        return id;
    }

    /// <param name="expected">The version the change is based on; null takes any.</param>
    public static Outcome Change(WriteUnit unit, OutageNote note, long? expected, Caller who)
    {
        if (Find(unit.Connection, note.NoteId) is not { } present || !who.Scope.Covers(present.AtSite)) return Outcome.NotFound;
        if (expected is { } version && version != present.Version) return Outcome.ChangedMeanwhile;
        unit.Connection.Execute("""
            UPDATE outage_notes SET site_id = @SiteId, station_id = @StationId, connector_id = @ConnectorId, from_at = @FromAt, until_at = @UntilAt, reason = @reason,
              note = @Note, version = version + 1, changed_at = @Now, changed_by = @who
            WHERE note_id = @NoteId
            """, Values(unit, note, who));
        AuditLog.Append(unit, who, "outage-note.change", $"{note.NoteId}", AuditDetail.Of("reason", note.Reason.ToString()));
        return Outcome.Done;
    }

    public static bool Remove(WriteUnit unit, long noteId, Caller who)
    {
        if (Find(unit.Connection, noteId) is not { } present || !who.Scope.Covers(present.AtSite)) return false;
        unit.Connection.Execute("DELETE FROM outage_notes WHERE note_id = @noteId", new { noteId });
        AuditLog.Append(unit, who, "outage-note.remove", $"{noteId}", AuditDetail.Of("reason", present.Reason.ToString()));
        return true;
    }

    private static object Values(WriteUnit unit, OutageNote note, Caller who) => new
    {
        note.NoteId,
        note.SiteId,
        note.StationId,
        note.ConnectorId,
        note.FromAt,
        note.UntilAt,
        reason = note.Reason.ToString(),
        note.Note,
        unit.Now,
        who = who.Label,
    };
}
