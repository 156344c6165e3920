using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Storage.Sqlite;

namespace Ampwright.Csms.Storage;

/// <summary>What was to be stored is not stored: nobody may be told that it is.</summary>
internal sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The database itself says that its disk has no room. It is certain then that nothing was stored.</summary>
    public bool IsFull => SqliteTrouble.IsFull(InnerException) || PostgresFailure.IsFull(InnerException);

    /// <summary>The server has no connection left for this program.</summary>
    public bool IsCrowded => PostgresFailure.IsCrowded(InnerException);
}
