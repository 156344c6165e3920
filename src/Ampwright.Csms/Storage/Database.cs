using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Storage.Sqlite;

namespace Ampwright.Csms.Storage;

/// <summary>
/// The store: one writer, many readers, on SQLite or PostgreSQL. A write has returned only when it is on the disk.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly Store _store;
    private readonly Writer _writer;
    private readonly WriteBehind _behind;

    private Database(Store store, DatabaseOptions options, TimeProvider time, EventHub events)
    {
        _store = store;
        _writer = new Writer(store, options, time, events);
        _behind = new WriteBehind(_writer, time);
    }

    /// <summary>Units of work that wait for the writer.</summary>
    public int WaitingUnits => _writer.Waiting;

    /// <summary>Why the store took nothing when it was last asked to; null when it did.</summary>
    public StorageException? Refusal => _writer.Refusal;

    /// <summary>Opens or creates the database and brings its schema up to date.</summary>
    /// <exception cref="StorageException">It cannot be had, or a newer program wrote it; the text says why and what to do.</exception>
    public static Database Open(DatabaseOptions options, TimeProvider time, EventHub events)
    {
        Rows.Use();
        Store store = options.Location switch
        {
            SqliteFile file => new SqliteStore(file, options),
            PostgresAddress address => new PostgresStore(address, options),
            var other => throw new ArgumentException($"No store is known for {other}.", nameof(options)),
        };
        store.Prepare(time.GetUtcNow());
        return new Database(store, options, time, events);
    }

    /// <summary>Runs the unit in the writer's next transaction; completes when it is durable.</summary>
    /// <exception cref="StorageException">It is not known to be durable. An exception of the unit itself comes through as it is.</exception>
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
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public ValueTask<T> ReadAsync<T>(Func<DbConnection, T> query) => _store.ReadAsync(query);

    public async ValueTask DisposeAsync()
    {
        await _behind.CloseAsync();
        await _writer.CloseAsync();
        await _store.DisposeAsync();
    }
}
