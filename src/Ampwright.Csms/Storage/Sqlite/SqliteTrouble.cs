using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>What is wrong with the file or its disk, and not with the statement.</summary>
internal static class SqliteTrouble
{
    public static bool Is(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_FULL
        or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL,
    };

    public static bool IsFull(Exception? failure) => failure is SqliteException { SqliteErrorCode: raw.SQLITE_FULL };
}
