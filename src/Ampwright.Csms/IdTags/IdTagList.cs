using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.IdTags;

/// <summary>The operator's list of id tags.</summary>
internal sealed class IdTagList(Database database)
{
    private const string Columns =
        "SELECT id_tag AS tag, parent_id_tag, blocked, expires_at, one_transaction_at_a_time, note FROM id_tags";

    public static string Fold(string idTag) => idTag.ToUpperInvariant();

    /// <summary>Adds a tag or replaces all that is said about it.</summary>
    /// <exception cref="ArgumentException">The tag breaks a rule; the text says which.</exception>
    public Task PutAsync(IdTag tag, Action<WriteUnit>? alongside = null)
    {
        if (!IsValid(tag.Tag)) throw new ArgumentException("An id tag must be 1 to 20 printable ASCII characters.", nameof(tag));
        if (tag.ParentIdTag is { } parent && !IsValid(parent))
            throw new ArgumentException("A parent id tag must be 1 to 20 printable ASCII characters.", nameof(tag));
        return database.WriteAsync(unit =>
        {
            unit.Connection.Execute("""
                INSERT INTO id_tags (id_tag_key, id_tag, parent_id_tag, blocked, expires_at, one_transaction_at_a_time, note, changed_at)
                VALUES (@key, @Tag, @ParentIdTag, @Blocked, @ExpiresAt, @OneTransactionAtATime, @Note, @Now)
                ON CONFLICT DO UPDATE SET id_tag = excluded.id_tag, parent_id_tag = excluded.parent_id_tag, blocked = excluded.blocked,
                  expires_at = excluded.expires_at, one_transaction_at_a_time = excluded.one_transaction_at_a_time,
                  note = excluded.note, changed_at = excluded.changed_at
                """, new
            {
                key = Fold(tag.Tag),
                tag.Tag,
                tag.ParentIdTag,
                tag.Blocked,
                ExpiresAt = tag.ExpiresAt?.ToUniversalTime(),
                tag.OneTransactionAtATime,
                tag.Note,
                unit.Now,
            });
            unit.Raise(new IdTagChanged(tag.Tag));
            alongside?.Invoke(unit);
        });
    }

    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteAsync(string idTag, Action<WriteUnit>? alongside = null) => database.WriteAsync(unit =>
    {
        var deleted = unit.Connection.QuerySingleOrDefault<string>(
            "DELETE FROM id_tags WHERE id_tag_key = @key RETURNING id_tag", new { key = Fold(idTag) });
        if (deleted is null) return false;
        unit.Raise(new IdTagDeleted(deleted));
        alongside?.Invoke(unit);
        return true;
    });

    public ValueTask<IdTag?> FindAsync(string idTag) => database.ReadAsync(connection => Find(connection, idTag));

    public ValueTask<IReadOnlyList<IdTag>> ListAsync() => database.ReadAsync<IReadOnlyList<IdTag>>(connection =>
        connection.Query<IdTag>($"{Columns} ORDER BY id_tag_key").AsList());

    internal static IdTag? Find(DbConnection connection, string idTag) =>
        connection.QuerySingleOrDefault<IdTag>($"{Columns} WHERE id_tag_key = @key", new { key = Fold(idTag) });

    private static bool IsValid(string text) => text.Length is > 0 and <= 20 && text.All(letter => letter is >= ' ' and <= '~');
}
