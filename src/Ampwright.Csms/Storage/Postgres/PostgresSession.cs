using System.Data;
using System.Data.Common;
using Dapper;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>
/// Savepoints and what nobody reads the outcome of cost no round trip of their own: <code>
///   BEGIN, SAVEPOINT, first statement ─► … ─► writes, last statement ─► RELEASE, SAVEPOINT, next unit's first statement ─► … ─► RELEASE, COMMIT
/// </code>
/// </summary>
internal sealed class PostgresSession(PostgresConnection connection) : WriterSession
{
    public override DbConnection Connection => connection;

    public override bool IsLost => connection.IsLost || connection.State != ConnectionState.Open;

    public override bool IsTrouble(Exception failure) => PostgresFailure.IsTrouble(failure);

    public override void Write(string sql, object parameters) => connection.LaterOf(() => connection.Execute(sql, parameters));

    public override void Begin() => connection.Later("BEGIN");

    public override void Mark(string savepoint)
    {
        // What fails of the unit must not fail within its part, whose savepoint would not have been reached.
        connection.Flush();
        connection.Later($"SAVEPOINT {savepoint}");
    }

    public override void Keep(string savepoint)
    {
        // COMMIT of a transaction in which something failed is answered as if it were fine, and keeps nothing.
        if (connection.HasFailed) throw new InvalidOperationException("A unit of work went on after one of its statements had failed.");
        connection.Flush();
        // With nothing done since, the mark still waits; left there, it would be taken for that of the part around it.
        if (!connection.TakeBack($"SAVEPOINT {savepoint}")) connection.Later($"RELEASE {savepoint}");
    }

    public override void Undo(string savepoint)
    {
        if (connection.TakeBack($"SAVEPOINT {savepoint}")) return;
        connection.Forget();
        connection.Run($"ROLLBACK TO {savepoint}");
        connection.Later($"RELEASE {savepoint}");
    }

    public override void Commit() => connection.Run("COMMIT");

    public override void Dispose() => connection.Dispose();
}
