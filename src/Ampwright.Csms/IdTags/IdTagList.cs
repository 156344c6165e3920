using Ampwright.Csms.Access;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.IdTags;

/// <summary>The operator's list of id tags.</summary>
internal sealed class IdTagList(Database database)
{
    private const string Columns =
        "SELECT id_tag AS tag, parent_id_tag, blocked, expires_at, one_transaction_at_a_time, driver_id, note, version FROM id_tags";

    public static string Fold(string idTag) => idTag.ToUpperInvariant();

    /// <summary>Adds a tag or replaces all that is said about it.</summary>
    /// <exception cref="ArgumentException">The tag breaks a rule; the text says which.</exception>
    public Task PutAsync(IdTag tag, Action<WriteUnit>? alongside = null)
    {
        Check(tag);
        return database.WriteAsync(unit =>
        {
            Put(unit, tag);
            alongside?.Invoke(unit);
        });
    }

    /// <param name="tag">All that is said about it from now on.</param>
    /// <param name="expected">The version the change is based on; null takes any, and adds the tag where there is none.</param>
    public Task<Outcome> PutAsync(IdTag tag, long? expected, Caller who)
    {
        Check(tag);
        return database.WriteAsync(unit =>
        {
            if (expected is { } version && Find(unit.Connection, tag.Tag)?.Version != version) return Outcome.ChangedMeanwhile;
            Put(unit, tag);
            AuditLog.Append(unit, who, "idTag.put", tag.Tag);
            return Outcome.Done;
        });
    }

    /// <returns>Whether it was added: it is not when it is there already.</returns>
    public Task<bool> AddAsync(IdTag tag, Caller who)
    {
        Check(tag);
        return database.WriteAsync(unit =>
        {
            if (Find(unit.Connection, tag.Tag) is not null) return false;
            Put(unit, tag);
            AuditLog.Append(unit, who, "idTag.add", tag.Tag);
            return true;
        });
    }

    public static void Put(WriteUnit unit, IdTag tag)
    {
        FormerTags.Note(unit, tag.Tag, tag.DriverId);
        unit.Connection.Execute("""
            INSERT INTO id_tags (id_tag_key, id_tag, parent_id_tag, blocked, expires_at, one_transaction_at_a_time, driver_id, note, version, changed_at)
            VALUES (@key, @Tag, @ParentIdTag, @Blocked, @ExpiresAt, @OneTransactionAtATime, @DriverId, @Note, 1, @Now)
            ON CONFLICT (id_tag_key) DO UPDATE SET id_tag = excluded.id_tag, parent_id_tag = excluded.parent_id_tag, blocked = excluded.blocked,
              expires_at = excluded.expires_at, one_transaction_at_a_time = excluded.one_transaction_at_a_time,
              driver_id = excluded.driver_id, note = excluded.note, version = id_tags.version + 1, changed_at = excluded.changed_at
            """, new
        {
            key = Fold(tag.Tag),
            tag.Tag,
            tag.ParentIdTag,
            tag.Blocked,
            ExpiresAt = tag.ExpiresAt?.ToUniversalTime(),
            tag.OneTransactionAtATime,
            tag.DriverId,
            tag.Note,
            unit.Now,
        });
        unit.Raise(new IdTagChanged(tag.Tag));
    }

    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteAsync(string idTag, Action<WriteUnit>? alongside = null) => database.WriteAsync(unit =>
    {
        FormerTags.Note(unit, idTag, null);
        var deleted = unit.Connection.QuerySingleOrDefault<string>(
            "DELETE FROM id_tags WHERE id_tag_key = @key RETURNING id_tag", new { key = Fold(idTag) });
        if (deleted is null) return false;
        unit.Raise(new IdTagDeleted(deleted));
        alongside?.Invoke(unit);
        return true;
    });

    public ValueTask<IdTag?> FindAsync(string idTag) => database.ReadAsync(connection => Find(connection, idTag));

    /// <summary>By tag.</summary>
    /// <param name="after">Only those that follow this one.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="driver">Only those of this driver.</param>
    /// <param name="blocked">Only blocked ones, or only others.</param>
    /// <param name="contains">Only those that contain this, whatever its case.</param>
    public ValueTask<List<IdTag>> ListAsync(string? after = null, int limit = int.MaxValue, long? driver = null, bool? blocked = null, string? contains = null) =>
        database.ReadAsync(connection => List(connection, after, limit, driver, blocked, contains));

    public static List<IdTag> List(DbConnection connection, string? after, int limit, long? driver = null, bool? blocked = null, string? contains = null) => connection.Query<IdTag>($"""
        {Columns}
        WHERE id_tag_key > @after AND (@driver IS NULL OR driver_id = @driver) AND (@blocked IS NULL OR blocked = @blocked)
          AND (@pattern IS NULL OR id_tag_key LIKE @pattern ESCAPE '\')
        ORDER BY id_tag_key LIMIT @limit
        """, new { after = Fold(after ?? ""), limit, driver, blocked, pattern = contains is null ? null : LikePattern.Containing(Fold(contains)) }).AsList();

    internal static IdTag? Find(DbConnection connection, string idTag) =>
        connection.QuerySingleOrDefault<IdTag>($"{Columns} WHERE id_tag_key = @key", new { key = Fold(idTag) });

    private static void Check(IdTag tag)
    {
        if (!IsValid(tag.Tag)) throw new ArgumentException("An id tag must be 1 to 20 printable ASCII characters.", nameof(tag));
        if (tag.ParentIdTag is { } parent && !IsValid(parent))
            throw new ArgumentException("A parent id tag must be 1 to 20 printable ASCII characters.", nameof(tag));
    }

    private static bool IsValid(string text) => text.Length is > 0 and <= 20 && text.All(letter => letter is >= ' ' and <= '~');
}
