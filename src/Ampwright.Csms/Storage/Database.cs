using System.Collections.Concurrent;
using System.Data.Common;
using Ampwright.Csms.Events;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Storage;

/// <summary>
/// The store: one SQLite file in WAL mode with synchronous=FULL, one writer, many readers.
/// A write has returned only when it is on the disk.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly DatabaseOptions _options;
    private readonly Writer _writer;
    private readonly WriteBehind _behind;
    private volatile bool _closed;

    private Database(DatabaseOptions options, TimeProvider time, EventHub events)
    {
        _options = options;
        _writer = new Writer(() => ConnectWriter(options), options, time, events, new Checkpointer(() => Connect(options), options));
        _behind = new WriteBehind(_writer, time);
    }

    /// <summary>Opens or creates the database file and brings its schema up to date.</summary>
    /// <exception cref="StorageException">No SQLite library, the file cannot be opened, or a newer program wrote it.</exception>
    public static Database Open(DatabaseOptions options, TimeProvider time, EventHub events)
    {
        SystemSqlite.Use();
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(options.Path)) is { } folder) Directory.CreateDirectory(folder);
            using var connection = Connect(options);
            Storage.Migrations.Apply(connection, time.GetUtcNow());
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database {options.Path} cannot be opened: {failure.Message}", failure);
        }
        return new Database(options, time, events);
    }

    /// <summary>Runs the unit in the writer's next transaction; completes when it is durable.</summary>
    /// <exception cref="StorageException">It is not durable. An exception of the unit itself comes through as it is.</exception>
    public Task<T> WriteAsync<T>(Func<WriteUnit, T> work) => _writer.EnqueueAsync(work);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<WriteUnit> work) => _writer.EnqueueAsync(unit =>
    {
        work(unit);
        return true;
    });

    /// <summary>Has the unit written soon, for what nobody waits for; see <see cref="Storage.WriteBehind"/>.</summary>
    public void WriteBehind(Action<WriteUnit> work) => _behind.Add(work);

    /// <summary>Runs a query on a connection that can only read; sees everything whose write has returned.</summary>
    public ValueTask<T> ReadAsync<T>(Func<DbConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var connection = Borrow();
        try
        {
            var found = query(connection);
            _readers.Add(connection);
            if (_closed) CloseReaders();
            return ValueTask.FromResult(found);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.CloseAsync();
        await _writer.CloseAsync();
        _closed = true;
        CloseReaders();
    }

    private SqliteConnection Borrow()
    {
        if (_readers.TryTake(out var connection)) return connection;
        connection = Connect(_options);
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var connection)) connection.Dispose();
    }

    private static WriterConnection ConnectWriter(DatabaseOptions options)
    {
        var connection = Connect(options, text => new WriterConnection(text));
        connection.KeepsStatements = true;
        return connection;
    }

    private static SqliteConnection Connect(DatabaseOptions options) => Connect(options, text => new SqliteConnection(text));

    private static TConnection Connect<TConnection>(DatabaseOptions options, Func<string, TConnection> make)
        where TConnection : SqliteConnection
    {
        var connection = make(new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
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
