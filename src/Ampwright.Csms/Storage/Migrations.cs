using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>
/// Brings the schema up to date with the numbered files of <c>Storage/Migrations</c>, each in a transaction of its own, forward only.
/// To change the schema: add the next <c>NNNN_what.sql</c>; a file that was released is never edited. The files are written once, in SQLite's
/// words plus BOOLEAN, and translated: see <see cref="Postgres.PostgresDdl"/> for what may stand in them.
/// </summary>
internal static class Migrations
{
    private const string Marker = ".Storage.Migrations.";

    public static IReadOnlyList<(int Number, string Name, string Sql)> All { get; } = Load();

    public static void Apply(DbConnection connection, Dialect dialect, DateTimeOffset now)
    {
        connection.Execute(dialect.Translate("""
            CREATE TABLE IF NOT EXISTS schema_migrations (
              number INTEGER PRIMARY KEY,
              name TEXT NOT NULL,
              applied_at TEXT NOT NULL
            ) STRICT
            """));
        var applied = connection.Query<int>("SELECT number FROM schema_migrations").ToHashSet();
        var newest = All.Count == 0 ? 0 : All[^1].Number;
        if (applied.Count > 0 && applied.Max() > newest)
            throw new StorageException($"The database has schema {applied.Max()}, this program knows {newest}: start the newer program.");
        foreach (var (number, name, sql) in All)
        {
            if (applied.Contains(number)) continue;
            connection.Execute(dialect.Begin);
            try
            {
                // Another process may have been faster while this one waited for the lock.
                if (connection.ExecuteScalar<int>("SELECT count(*) FROM schema_migrations WHERE number = @number", new { number }) == 0)
                {
                    connection.Execute(dialect.Translate(sql));
                    if (dialect.After is { } after) connection.Execute(after);
                    connection.Execute("INSERT INTO schema_migrations VALUES (@number, @name, @now)", new { number, name, now });
                }
                connection.Execute("COMMIT TRANSACTION");
            }
            catch
            {
                Undo(connection);
                throw;
            }
        }
    }

    private static void Undo(DbConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK TRANSACTION");
        }
        catch (DbException)
        {
            // A full disk or a lost server has undone it already; what failed first is what is told.
        }
    }

    private static List<(int, string, string)> Load()
    {
        var assembly = typeof(Migrations).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(Marker, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource))
            .OrderBy(file => file.Item1)
            .ToList();
    }

    private static (int, string, string) Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = resource[(resource.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..^".sql".Length];
        return (int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
