using Dapper;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>
/// Carries the write-ahead log back into the database file on a thread and connection of its own, so that no commit waits for it.
/// Only when writers never pause and the log has grown to 64 times the limit does the writer itself stop and do it.
/// <see cref="Dispose"/> waits for what is being carried; nothing touches the file afterwards.
/// </summary>
internal sealed class Checkpointer(Func<SqliteConnection> connect, string path, long limit) : IDisposable
{
    private readonly Lock _carrying = new();
    private bool _ended;
    private int _running;
    private int _commits;

    /// <summary>Called by the writer after each commit.</summary>
    public void Committed(SqliteConnection writer)
    {
        if (++_commits % 16 != 0) return;
        var log = new FileInfo(path + "-wal");
        if (!log.Exists || log.Length < limit) return;
        if (log.Length >= limit * 64)
        {
            Carry(writer, "TRUNCATE");
            return;
        }
        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0) _ = Task.Run(Checkpoint);
    }

    public void Dispose()
    {
        lock (_carrying) _ended = true;
    }

    private void Checkpoint()
    {
        try
        {
            lock (_carrying)
            {
                if (_ended) return;
                using var connection = connect();
                Carry(connection, "PASSIVE");
            }
        }
        catch (SqliteException)
        {
            // No connection to be had: the next commit asks again.
        }
        finally
        {
            Interlocked.Exchange(ref _running, 0);
        }
    }

    private static void Carry(SqliteConnection connection, string how)
    {
        try
        {
            connection.Execute($"PRAGMA wal_checkpoint({how})");
        }
        catch (SqliteException)
        {
            // The log stays as it is and the next commit asks again; nothing durable depends on a checkpoint.
        }
    }
}
