using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.IdTags;

/// <summary>Whose tags were, before they were deleted or given to another.</summary>
internal static class FormerTags
{
    /// <summary>A tag is about to lose its driver, if it has one.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="idTag">The tag.</param>
    /// <param name="next">Whose it is from now on; null: nobody's.</param>
    public static void Note(WriteUnit unit, string idTag, long? next) => unit.Connection.Execute("""
        INSERT INTO former_id_tags (id_tag_key, id_tag, driver_id, ended_at)
        SELECT id_tag_key, id_tag, driver_id, @Now FROM id_tags WHERE id_tag_key = @key AND driver_id IS NOT NULL AND (@next IS NULL OR driver_id <> @next)
        ON CONFLICT (id_tag_key, driver_id) DO UPDATE SET ended_at = excluded.ended_at
        """, new { unit.Now, key = IdTagList.Fold(idTag), next });

    /// <summary>Those that were a driver's and nobody else's before or since.</summary>
    public static List<string> OnlyOf(DbConnection connection, long driverId) => connection.Query<string>("""
        SELECT f.id_tag FROM former_id_tags f WHERE f.driver_id = @driverId
          AND NOT EXISTS (SELECT 1 FROM id_tags g WHERE g.id_tag_key = f.id_tag_key)
          AND NOT EXISTS (SELECT 1 FROM former_id_tags o WHERE o.id_tag_key = f.id_tag_key AND o.driver_id <> @driverId)
        ORDER BY f.id_tag_key
        """, new { driverId }).AsList();
}
