namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>SQLite has no type for truth values; the rest of the migration files is written in its own words.</summary>
internal static class SqliteDdl
{
    public static Dialect Dialect { get; } = new("BEGIN IMMEDIATE", sql => sql.Replace(" BOOLEAN", " INTEGER", StringComparison.Ordinal));
}
