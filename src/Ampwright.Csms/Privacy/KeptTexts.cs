using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Privacy;

/// <summary>A table that keeps texts in which an id tag may be named.</summary>
/// <param name="Name">The table.</param>
/// <param name="Id">The column of the number, by which it is gone through.</param>
/// <param name="Columns">The columns of texts.</param>
internal sealed record KeptTexts(string Name, string Id, params string[] Columns)
{
    public const int Slice = 500;

    /// <summary>Which rows may name one; null: all. May ask for the tags of sessions by <c>@keys</c>.</summary>
    public string? Where { get; private init; }

    /// <summary>What is going to be told to a station as it stands: it is left as it is until it was. Null: nothing is.</summary>
    public string? StillToTell { get; private init; }

    /// <summary>Frames last: they are written a moment later than all else.</summary>
    public static IReadOnlyList<KeptTexts> All { get; } =
    [
        new("commands", "command_id", "request", "answer") { StillToTell = "state IN ('Queued', 'Sent')" },
        new("bulk_commands", "bulk_id", "request") { StillToTell = "waiting_count > 0" },
        new("set_aside_messages", "set_aside_id", "payload"),
        new("webhook_dead_letters", "dead_letter_id", "body"),
        new("cases", "case_id", "subject", "detail", "evidence", "note"),
        // A stop that came without its transaction's number, word for word; and what a meter has signed, with whom it charged.
        new("transactions", "sequence", "stop_without_id") { Where = "stop_without_id IS NOT NULL" },
        new("meter_values", "meter_value_id", "sampled_values")
            { Where = "sampled_values LIKE '%SignedData%' AND transaction_id IN (SELECT t.transaction_id FROM transactions t WHERE t.id_tag_key IN @keys)" },
        new("events", "sequence", "content"),
        new("messages", "sequence", "frame"),
    ];

    /// <summary>The next rows after a number, each with its texts in the order of the columns.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="after">The number.</param>
    /// <param name="keys">The tags of the sessions that are looked at, folded, as they stand there now.</param>
    public List<KeptRow> After(DbConnection connection, long after, IEnumerable<string> keys) => connection.Query<KeptRow>($"""
        SELECT {Id} AS id, {StillToTell ?? "FALSE"} AS still_to_tell, {string.Join(", ", Enumerable.Range(0, 4).Select(at => $"{(at < Columns.Length ? Columns[at] : "NULL")} AS text{at}"))}
        FROM {Name} WHERE {Id} > @after{(Where is null ? "" : $" AND {Where}")} ORDER BY {Id} LIMIT @Slice
        """, Where?.Contains("@keys", StringComparison.Ordinal) == true ? new { after, Slice, keys = keys.DefaultIfEmpty("") } : new { after, Slice }).AsList();

    public void Write(WriteUnit unit, long id, int column, string text) =>
        unit.Write($"UPDATE {Name} SET {Columns[column]} = @text WHERE {Id} = @id", new { text, id });
}

internal sealed record KeptRow
{
    public long Id { get; init; }
    public bool StillToTell { get; init; }
    public string? Text0 { get; init; }
    public string? Text1 { get; init; }
    public string? Text2 { get; init; }
    public string? Text3 { get; init; }

    public IReadOnlyList<string?> Texts => [Text0, Text1, Text2, Text3];
}
