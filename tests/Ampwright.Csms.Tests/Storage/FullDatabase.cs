using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Dapper;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>A database that finds no room for a table's next rows, as its own disk would have it say.</summary>
internal static class FullDatabase
{
    /// <param name="database">The database.</param>
    /// <param name="address">Where it is, when that is PostgreSQL.</param>
    /// <param name="table">PostgreSQL: the table. SQLite's bound is on the whole file, until the connection that runs into it is made anew.</param>
    /// <param name="atCommit">PostgreSQL: found at the commit only.</param>
    public static async Task FillAsync(Database database, PostgresAddress? address, string table, bool atCommit = false)
    {
        if (address is null)
        {
            await database.WriteAsync(unit => unit.Connection.Execute($"PRAGMA max_page_count = {unit.Connection.ExecuteScalar<int>("PRAGMA page_count")}"));
            return;
        }
        // What the server itself raises when it cannot extend a table; a deferred trigger raises it at COMMIT.
        TestDatabases.Execute($"""
            CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN RAISE EXCEPTION ''could not extend file: No space left on device'' USING ERRCODE = ''53100''; END';
            CREATE CONSTRAINT TRIGGER is_full AFTER INSERT ON {table} {(atCommit ? "DEFERRABLE INITIALLY DEFERRED" : "")} FOR EACH ROW EXECUTE FUNCTION is_full();
            """, address.Name);
    }

    /// <summary>The bound on SQLite's pages went with the connection that ran into it.</summary>
    public static void MakeRoom(PostgresAddress? address, string table)
    {
        if (address is not null) TestDatabases.Execute($"DROP TRIGGER is_full ON {table}; DROP FUNCTION is_full", address.Name);
    }
}
