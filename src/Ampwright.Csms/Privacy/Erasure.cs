using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Privacy;

/// <summary>
/// Takes a driver out of what is kept: who he was goes, what was delivered and paid stays.
/// <code>
///   gone                      the driver, his groups, his tags, whatever else is a driver's own, the decisions about his tags, what was put on lists by hand
///   without him               what may be without a driver: sessions' tariffs, receipts
///   another word for his tag  sessions, receipts, payments, reservations, and whatever has a tag: the same word for the same tag, so that sums and order hold
///   later, in the background  texts that name a tag (<see cref="ErasureRunner"/>), and stations' local lists, which follow his tags by themselves
/// </code>
/// </summary>
internal static class Erasure
{
    private static readonly HashSet<string> Gone = new(StringComparer.Ordinal) { "id_tags", "former_id_tags", "authorization_decisions", "local_lists_by_hand" };

    // What a group has used of its quota stays used.
    private const string CountsForGroups = "quota_uses";

    // What stations hold is known by it until they hold it no more. Drivers and erasures have the number as their own.
    private static readonly HashSet<string> LeftAlone = new(StringComparer.Ordinal) { "local_list_entries", "drivers", "erasures", "id_tags" };

    /// <exception cref="Api.ProblemException">There is no such driver, or something of his is still going on.</exception>
    public static long Begin(WriteUnit unit, long driverId, Caller who)
    {
        if (!IsKept(unit.Connection, driverId)) throw DriverEndpoints.Unknown(driverId);
        var present = unit.Connection.Query<string>("SELECT id_tag FROM id_tags WHERE driver_id = @driverId ORDER BY id_tag_key", new { driverId }).AsList();
        var tags = present.Concat(FormerTags.OnlyOf(unit.Connection, driverId)).Select(tag => new ErasedTag(tag, NewWord())).ToList();
        RequireNothingGoesOn(unit.Connection, driverId, tags);
        var (sessions, receipts) = (0, 0);
        foreach (var tag in tags)
        {
            var named = new { key = IdTagList.Fold(tag.Tag), tag.Tag, tag.Stand, standKey = IdTagList.Fold(tag.Stand), driverId };
            receipts += unit.Connection.Execute("UPDATE price_entries SET id_tag = @Stand WHERE transaction_id IN (SELECT transaction_id FROM transactions WHERE id_tag_key = @key)", named);
            // Whoever's session it was that he stopped.
            unit.Connection.Execute("UPDATE transactions SET stop_id_tag = @Stand WHERE upper(stop_id_tag) = @key", named);
            unit.Connection.Execute("UPDATE payments SET method = 'erased' WHERE id_tag_key = @key", named);
        }
        // Sessions of tags that were his and are another's now: they are his all the same.
        var other = NewWord();
        unit.Connection.Execute("UPDATE price_entries SET id_tag = @other WHERE driver_id = @driverId AND transaction_id IN (SELECT transaction_id FROM transactions WHERE id_tag_key NOT IN @keys)", Formerly());
        sessions += unit.Connection.Execute("""
            UPDATE transactions SET id_tag = @other, id_tag_key = @otherKey, stop_id_tag = CASE WHEN upper(stop_id_tag) = id_tag_key THEN @other ELSE stop_id_tag END
            WHERE transaction_id IN (SELECT transaction_id FROM transaction_tariffs WHERE driver_id = @driverId) AND id_tag_key NOT IN @keys
            """, Formerly());
        foreach (var column in PersonalColumn.All(unit.Connection).Where(column => !LeftAlone.Contains(column.Table))) sessions += Apply(unit, column, driverId, tags);
        // Last: others refer to them.
        unit.Connection.Execute("DELETE FROM id_tags WHERE driver_id = @driverId", new { driverId });
        unit.Connection.Execute("DELETE FROM local_list_entries WHERE id_tag_key IN @keys AND station_id IN (SELECT station_id FROM stations WHERE removed_at IS NOT NULL)", Formerly());
        unit.Connection.Execute("DELETE FROM drivers WHERE driver_id = @driverId", new { driverId });
        foreach (var tag in present) unit.Raise(new IdTagDeleted(tag));
        unit.Raise(new DriverRemoved(driverId));
        AuditLog.Append(unit, who, "driver.erase", $"{driverId}", $$"""{"idTags":{{tags.Count}},"sessions":{{sessions}},"receipts":{{receipts}}}""");
        return unit.Connection.ExecuteScalar<long>("""
            INSERT INTO erasures (driver_id, tags, positions, sessions, receipts, texts, made_at, made_by, next_look_at)
            VALUES (@driverId, @tags, '{}', @sessions, @receipts, 0, @Now, @who, @Now) RETURNING erasure_id
            """, new { driverId, tags = JsonSerializer.Serialize(tags, ErasureJson.Default.ListErasedTag), sessions, receipts, unit.Now, who = who.Label });

        object Formerly() => new { driverId, other, otherKey = IdTagList.Fold(other), keys = tags.ConvertAll(tag => IdTagList.Fold(tag.Tag)).DefaultIfEmpty("") };
    }

    /// <summary>Whether anything is known of a driver: one who was removed from the list has left what he charged and paid.</summary>
    public static bool IsKept(DbConnection connection, long driverId) => PersonalColumn.All(connection).Exists(column => column.Name == "driver_id" && column.Table != "erasures"
        && connection.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM {column.Table} WHERE driver_id = @driverId)", new { driverId }));

    /// <returns>How many sessions it concerned.</returns>
    private static int Apply(WriteUnit unit, PersonalColumn column, long driverId, List<ErasedTag> tags)
    {
        if (column.Name == "driver_id")
        {
            unit.Connection.Execute(column.Table == CountsForGroups ? $"UPDATE {column.Table} SET driver_id = 0 WHERE driver_id = @driverId"
                : column.MayBeEmpty && !Gone.Contains(column.Table) ? $"UPDATE {column.Table} SET driver_id = NULL WHERE driver_id = @driverId"
                : $"DELETE FROM {column.Table} WHERE driver_id = @driverId", new { driverId });
            return 0;
        }
        var changed = tags.Sum(tag => unit.Connection.Execute(Gone.Contains(column.Table)
            ? $"DELETE FROM {column.Table} WHERE id_tag_key = @key"
            : $"UPDATE {column.Table} SET id_tag = @Stand, id_tag_key = @standKey WHERE id_tag_key = @key", new { key = IdTagList.Fold(tag.Tag), tag.Stand, standKey = IdTagList.Fold(tag.Stand) }));
        return column.Table == "transactions" ? changed : 0;
    }

    private static void RequireNothingGoesOn(DbConnection connection, long driverId, List<ErasedTag> tags)
    {
        var his = new { driverId, keys = tags.ConvertAll(tag => IdTagList.Fold(tag.Tag)).DefaultIfEmpty("") };
        if (connection.ExecuteScalar<bool>("""
            SELECT EXISTS (SELECT 1 FROM transactions t LEFT JOIN transaction_tariffs p ON p.transaction_id = t.transaction_id
                           WHERE t.stop_received_at IS NULL AND (t.id_tag_key IN @keys OR p.driver_id = @driverId))
            """, his)) throw GoesOn("A session of the driver runs. End it first: GET /api/v1/transactions?open=true lists those that run.");
        if (connection.ExecuteScalar<bool>("""
            SELECT EXISTS (SELECT 1 FROM payments p WHERE p.id_tag_key IN @keys AND (p.state NOT IN ('Captured', 'Declined', 'Released')
                           OR EXISTS (SELECT 1 FROM payment_orders o WHERE o.payment_id = p.payment_id AND o.state = 'Open')))
            """, his)) throw GoesOn("A payment of the driver is not settled. Wait for it, or release it: GET /api/v1/payments lists them.");
        if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM reservations WHERE id_tag_key IN @keys AND state IN ('Requested', 'Active'))", his))
            throw GoesOn("A reservation of the driver is open. Cancel it first: GET /api/v1/reservations lists them.");
    }

    private static Api.ProblemException GoesOn(string what) => Api.Problem.Conflict("driver-is-charging", what).AsException();

    // As long as an id tag may be.
    private static string NewWord() => $"erased-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
}
