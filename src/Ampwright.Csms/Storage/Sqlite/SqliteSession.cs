using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ampwright.Csms.Storage.Sqlite;

internal sealed class SqliteSession(SqliteConnection connection, Checkpointer checkpointer) : WriterSession
{
    public override DbConnection Connection => connection;

    /// <summary>A full disk or an I/O error ends the whole transaction inside SQLite.</summary>
    public override bool IsLost => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    public override bool IsTrouble(Exception failure) => SqliteTrouble.Is(failure);

    public override void Begin() => connection.Execute("BEGIN IMMEDIATE");

    public override void Mark(string savepoint) => connection.Execute($"SAVEPOINT {savepoint}");

    public override void Keep(string savepoint) => connection.Execute($"RELEASE {savepoint}");

    public override void Undo(string savepoint)
    {
        connection.Execute($"ROLLBACK TO {savepoint}");
        connection.Execute($"RELEASE {savepoint}");
    }

    public override void Commit() => connection.Execute("COMMIT");

    public override void Tidy() => checkpointer.Committed(connection);

    public override void Dispose()
    {
        checkpointer.Dispose();
        connection.Dispose();
    }
}
