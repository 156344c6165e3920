using System.Data.Common;

namespace Ampwright.Csms.Storage;

/// <summary>
/// What SQLite and PostgreSQL do each in their own way; the rest of the program sees <see cref="Database"/> only, and the same SQL runs on both.
/// </summary>
internal abstract class Store : IAsyncDisposable
{
    /// <summary>Opens or creates the database and brings its schema up to date.</summary>
    /// <exception cref="StorageException">It cannot be had; the text says why and what to do.</exception>
    public abstract void Prepare(DateTimeOffset now);

    /// <summary>A connection for the writer. Blocks; called on the writer's thread.</summary>
    public abstract WriterSession ConnectWriter();

    /// <summary>Runs a query on a connection that cannot write.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public abstract ValueTask<T> ReadAsync<T>(Func<DbConnection, T> query);

    public abstract ValueTask DisposeAsync();
}
