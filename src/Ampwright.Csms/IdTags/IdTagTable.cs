using System.Data.Common;
using System.Globalization;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.IdTags;

/// <summary>
/// The id tags as a table, out and in again. Drivers are named by number. A column that is left out leaves what it stands for as it is; an
/// empty cell empties it.
/// </summary>
internal static class IdTagTable
{
    public const int MostBytes = 8 << 20;

    private const int MostErrors = 200;
    private static readonly string[] Columns = ["idTag", "parentIdTag", "blocked", "expiresAt", "oneTransactionAtATime", "driver", "note"];

    public static string Export(DbConnection connection)
    {
        var text = new StringBuilder();
        Csv.Write(text, Columns);
        foreach (var tag in IdTagList.List(connection, after: null, int.MaxValue))
        {
            Csv.Write(text, tag.Tag, tag.ParentIdTag, tag.Blocked ? "true" : "false", tag.ExpiresAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
                tag.OneTransactionAtATime ? "true" : "false", tag.DriverId?.ToString(CultureInfo.InvariantCulture), tag.Note);
        }
        return text.ToString();
    }

    /// <summary>What the table would change, row by row; nothing is changed.</summary>
    /// <exception cref="ProblemException">422: it cannot be read as a table at all.</exception>
    public static IdTagImport Read(DbConnection connection, string text)
    {
        var rows = Csv.Read(text).ToList();
        if (rows.Count == 0) throw Unreadable($"It is empty. Begin with a line that names the columns: {string.Join(',', Columns)}.");
        var header = rows[0].Cells.Select(cell => cell.Trim()).ToList();
        if (header.FirstOrDefault(name => !Columns.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw Unreadable($"The first line names the column '{unknown}', which is not known. Known are: {string.Join(", ", Columns)}.");
        if (header.Distinct(StringComparer.Ordinal).Count() < header.Count) throw Unreadable("The first line names a column twice.");
        if (!header.Contains("idTag", StringComparer.Ordinal)) throw Unreadable("The first line does not name the column idTag.");

        var import = new IdTagImport();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, cells) in rows.Skip(1))
        {
            var errors = new RowErrors(import, line);
            if (cells.Count != header.Count)
            {
                errors.Add("", $"It has {cells.Count} cells; the first line names {header.Count} columns.");
                continue;
            }
            var row = header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            var key = IdTagList.Fold(row["idTag"]);
            if (!seen.TryAdd(key, line)) errors.Add("idTag", $"The tag stands in line {seen[key]} already.");
            var present = IdTagList.Find(connection, row["idTag"]);
            var tag = Tag(connection, errors, row, present ?? new IdTag { Tag = row["idTag"] });
            if (errors.Any) continue;
            if (present is null) import.Added.Add(tag);
            else if (present == tag) import.Unchanged++;
            else import.Changed.Add(tag);
        }
        return import;
    }

    /// <summary>Carries the import out; in the same unit as the reading, so that nothing has changed in between.</summary>
    public static void Apply(WriteUnit unit, IdTagImport import, Caller who)
    {
        foreach (var tag in import.Added.Concat(import.Changed)) IdTagList.Put(unit, tag);
        AuditLog.Append(unit, who, "idTag.import", "id tags", $$"""{"added":{{import.Added.Count}},"changed":{{import.Changed.Count}}}""");
    }

    private static IdTag Tag(DbConnection connection, RowErrors errors, Dictionary<string, string> row, IdTag tag)
    {
        var text = row["idTag"];
        if (!IsTag(text)) errors.Add("idTag", "Give 1 to 20 printable ASCII characters.");
        tag = tag with { Tag = text };
        if (row.TryGetValue("parentIdTag", out var parent))
        {
            if (parent.Length > 0 && !IsTag(parent)) errors.Add("parentIdTag", "Give at most 20 printable ASCII characters.");
            tag = tag with { ParentIdTag = Empty(parent) };
        }
        if (row.TryGetValue("blocked", out var blocked)) tag = tag with { Blocked = Truth(errors, "blocked", blocked) };
        if (row.TryGetValue("oneTransactionAtATime", out var one)) tag = tag with { OneTransactionAtATime = Truth(errors, "oneTransactionAtATime", one) };
        if (row.TryGetValue("expiresAt", out var expires)) tag = tag with { ExpiresAt = Instant(errors, expires) };
        if (row.TryGetValue("driver", out var driver)) tag = tag with { DriverId = DriverOf(connection, errors, driver) };
        if (row.TryGetValue("note", out var note))
        {
            if (note.Length > 200) errors.Add("note", $"It has {note.Length} characters; at most 200 are allowed.");
            if (note.Any(char.IsControl)) errors.Add("note", "It contains control characters; leave them out.");
            tag = tag with { Note = Empty(note) };
        }
        return tag;
    }

    private static bool IsTag(string text) => text.Length is > 0 and <= IdTagText.MostCharacters && text.All(letter => letter is >= ' ' and <= '~');

    private static string? Empty(string text) => text.Length == 0 ? null : text;

    private static bool Truth(RowErrors errors, string column, string text)
    {
        switch (text.ToUpperInvariant())
        {
            case "TRUE": return true;
            case "FALSE" or "": return false;
        }
        errors.Add(column, "Give true or false.");
        return false;
    }

    private static DateTimeOffset? Instant(RowErrors errors, string text)
    {
        if (text.Length == 0) return null;
        if (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var found))
            return found;
        errors.Add("expiresAt", "Give an instant as 2026-12-31T23:59:59Z.");
        return null;
    }

    private static long? DriverOf(DbConnection connection, RowErrors errors, string text)
    {
        if (text.Length == 0) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var driver) && DriverList.Exists(connection, driver)) return driver;
        errors.Add("driver", $"There is no driver '{text}'. Give the driver's number; GET /api/v1/drivers lists them.");
        return null;
    }

    private static ProblemException Unreadable(string what) => Problem.Invalid(new Dictionary<string, string[]> { ["body"] = [what] }).AsException();

    private sealed class RowErrors(IdTagImport import, int line)
    {
        public bool Any { get; private set; }

        public void Add(string column, string what)
        {
            Any = true;
            import.ErrorCount++;
            if (import.Errors.Count < MostErrors) import.Errors.Add(new ImportErrorView(line, column.Length == 0 ? null : column, what));
        }
    }
}

/// <summary>What an import would change.</summary>
internal sealed class IdTagImport
{
    public List<IdTag> Added { get; } = [];

    public List<IdTag> Changed { get; } = [];

    public int Unchanged { get; set; }

    public int ErrorCount { get; set; }

    public List<ImportErrorView> Errors { get; } = [];
}

internal sealed record ImportErrorView(int Line, string? Column, string What);
