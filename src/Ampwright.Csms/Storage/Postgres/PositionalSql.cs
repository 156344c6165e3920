using System.Collections.Concurrent;
using System.Text;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>A statement in PostgreSQL's own form: <c>$1</c> for <c>@name</c>. Made once for each text; all texts are the program's own.</summary>
internal sealed record PositionalSql(string Text, IReadOnlyList<string> Names)
{
    private static readonly ConcurrentDictionary<string, PositionalSql> Known = new(StringComparer.Ordinal);

    public static PositionalSql Of(string sql) => Known.GetOrAdd(sql, Make);

    private static PositionalSql Make(string sql)
    {
        var text = new StringBuilder(sql.Length);
        var names = new List<string>();
        for (var position = 0; position < sql.Length;)
        {
            var end = sql[position] switch
            {
                '\'' or '"' => After(sql, position, sql[position]),
                '-' when Follows(sql, position, '-') => sql.IndexOf('\n', position) is >= 0 and var line ? line : sql.Length,
                '@' => NameEnd(sql, position + 1),
                _ => position + 1,
            };
            if (sql[position] == '@' && end > position + 1) text.Append('$').Append(NumberOf(names, sql[(position + 1)..end]));
            else text.Append(sql, position, end - position);
            position = end;
        }
        return new PositionalSql(text.ToString(), names);
    }

    private static int NumberOf(List<string> names, string name)
    {
        var known = names.FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known >= 0) return known + 1;
        names.Add(name);
        return names.Count;
    }

    private static int After(string sql, int position, char quote) =>
        sql.IndexOf(quote, position + 1) is >= 0 and var closing ? closing + 1 : sql.Length;

    private static bool Follows(string sql, int position, char next) => position + 1 < sql.Length && sql[position + 1] == next;

    private static int NameEnd(string sql, int position)
    {
        while (position < sql.Length && (char.IsAsciiLetterOrDigit(sql[position]) || sql[position] == '_')) position++;
        return position;
    }
}
