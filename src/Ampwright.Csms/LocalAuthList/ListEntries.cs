using System.Data.Common;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Dapper;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>The entries of lists in the store: what stations hold as far as is known, and what was put by hand.</summary>
internal static class ListEntries
{
    private const string Held = "local_list_entries";
    private const string Put = "local_lists_by_hand";

    public static List<ListEntry> HeldBy(DbConnection connection, long stationId) => Of(connection, Held, stationId);

    public static List<ListEntry> PutFor(DbConnection connection, long stationId) => Of(connection, Put, stationId);

    public static List<ListEntry> HeldBy(DbConnection connection, long stationId, string after, int limit) => connection.Query<ListEntry>($"""
        SELECT id_tag, status, parent_id_tag, expires_at FROM {Held} WHERE station_id = @stationId AND id_tag_key > @after ORDER BY id_tag_key LIMIT @limit
        """, new { stationId, after, limit }).AsList();

    public static int CountHeldBy(DbConnection connection, long stationId) =>
        (int)connection.ExecuteScalar<long>($"SELECT count(*) FROM {Held} WHERE station_id = @stationId", new { stationId });

    public static void ReplacePut(WriteUnit unit, long stationId, IEnumerable<ListEntry> entries)
    {
        unit.Connection.Execute($"DELETE FROM {Put} WHERE station_id = @stationId", new { stationId });
        foreach (var entry in entries) Set(unit, Put, stationId, entry);
    }

    /// <summary>The station has carried the update out: it holds now what that says.</summary>
    public static void Apply(WriteUnit unit, long stationId, SendLocalListRequest update)
    {
        if (update.UpdateType.Is(UpdateType.Full)) unit.Connection.Execute($"DELETE FROM {Held} WHERE station_id = @stationId", new { stationId });
        foreach (var entry in update.LocalAuthorizationList ?? [])
        {
            if (entry.IdTagInfo is not null) Set(unit, Held, stationId, ListEntry.Of(entry));
            else unit.Connection.Execute($"DELETE FROM {Held} WHERE station_id = @stationId AND id_tag_key = @key", new { stationId, key = IdTagList.Fold(entry.IdTag) });
        }
    }

    public static void ForgetHeld(WriteUnit unit, long stationId) =>
        unit.Connection.Execute($"DELETE FROM {Held} WHERE station_id = @stationId", new { stationId });

    private static List<ListEntry> Of(DbConnection connection, string table, long stationId) => connection.Query<ListEntry>(
        $"SELECT id_tag, status, parent_id_tag, expires_at FROM {table} WHERE station_id = @stationId ORDER BY id_tag_key", new { stationId }).AsList();

    private static void Set(WriteUnit unit, string table, long stationId, ListEntry entry) => unit.Connection.Execute($"""
        INSERT INTO {table} (station_id, id_tag_key, id_tag, status, parent_id_tag, expires_at)
        VALUES (@stationId, @Key, @IdTag, @Status, @ParentIdTag, @ExpiresAt)
        ON CONFLICT (station_id, id_tag_key) DO UPDATE SET id_tag = excluded.id_tag, status = excluded.status,
          parent_id_tag = excluded.parent_id_tag, expires_at = excluded.expires_at
        """, new { stationId, entry.Key, entry.IdTag, entry.Status, entry.ParentIdTag, ExpiresAt = entry.ExpiresAt?.ToUniversalTime() });
}
