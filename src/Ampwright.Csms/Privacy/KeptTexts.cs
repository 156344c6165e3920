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

    /// <summary>Frames last: they are written a moment later than all else.</summary>
    public static IReadOnlyList<KeptTexts> All { get; } =
    [
        new("commands", "command_id", "request", "answer"),
        new("bulk_commands", "bulk_id", "request"),
        new("set_aside_messages", "set_aside_id", "payload"),
        new("webhook_dead_letters", "dead_letter_id", "body"),
        new("cases", "case_id", "subject", "detail", "evidence", "note"),
        new("events", "sequence", "content"),
        new("messages", "sequence", "frame"),
    ];

    /// <summary>The next rows after a number, each with its texts in the order of the columns.</summary>
    public List<KeptRow> After(DbConnection connection, long after) => connection.Query<KeptRow>($"""
        SELECT {Id} AS id, {string.Join(", ", Enumerable.Range(0, 4).Select(at => $"{(at < Columns.Length ? Columns[at] : "NULL")} AS text{at}"))}
        FROM {Name} WHERE {Id} > @after ORDER BY {Id} LIMIT @Slice
        """, new { after, Slice }).AsList();

    public void Write(WriteUnit unit, long id, int column, string text) =>
        unit.Write($"UPDATE {Name} SET {Columns[column]} = @text WHERE {Id} = @id", new { text, id });
}

internal sealed record KeptRow
{
    public long Id { get; init; }
    public string? Text0 { get; init; }
    public string? Text1 { get; init; }
    public string? Text2 { get; init; }
    public string? Text3 { get; init; }

    public IReadOnlyList<string?> Texts => [Text0, Text1, Text2, Text3];
}
