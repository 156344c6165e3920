using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>One file in WAL mode with synchronous=FULL. Reading is done on the thread that asks: SQLite knows no asynchronous I/O.</summary>
internal sealed class SqliteStore(SqliteFile file, DatabaseOptions options) : Store
{
    // The indexes that every message touches stay in memory.
    private const int WriterCacheKiB = 65_536;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private volatile bool _closed;

    public override void Prepare(DateTimeOffset now)
    {
        SystemSqlite.Use();
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file.Path)) is { } folder) Directory.CreateDirectory(folder);
            using var connection = Connect();
            Migrations.Apply(connection, SqliteDdl.Dialect, now);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database {file.Path} cannot be opened: {failure.Message}", failure);
        }
    }

    public override WriterSession ConnectWriter()
    {
        return new SqliteSession(ConnectPrepared($"PRAGMA cache_size = -{WriterCacheKiB}"), new Checkpointer(Connect, file.Path, options.CheckpointBytes));
    }

    public override ValueTask<T> ReadAsync<T>(Func<DbConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        SqliteConnection? connection = null;
        try
        {
            connection = Borrow();
            var found = query(connection);
            _readers.Add(connection);
            if (_closed) CloseReaders();
            return ValueTask.FromResult(found);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (!SqliteTrouble.Is(failure)) throw;
            throw new StorageException($"The database {file.Path} cannot be read: {failure.Message}", failure);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _closed = true;
        CloseReaders();
        return ValueTask.CompletedTask;
    }

    private SqliteConnection Borrow() => _readers.TryTake(out var connection) ? connection : ConnectPrepared("PRAGMA query_only = ON");

    private PreparedConnection ConnectPrepared(string setting)
    {
        var connection = Connect(text => new PreparedConnection(text));
        connection.Execute(setting);
        connection.KeepsStatements = true;
        return connection;
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var connection)) connection.Dispose();
    }

    private SqliteConnection Connect() => Connect(text => new SqliteConnection(text));

    private TConnection Connect<TConnection>(Func<string, TConnection> make)
        where TConnection : SqliteConnection
    {
        var connection = make(new SqliteConnectionStringBuilder
        {
            DataSource = file.Path,
            Pooling = false,
            DefaultTimeout = 10,
        }.ToString());
        try
        {
            connection.Open();
            // FULL: the log is flushed at every commit. The checkpointer, not the commit, carries it into the file.
            connection.Execute("""
                PRAGMA busy_timeout = 10000;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA temp_store = MEMORY;
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
