using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Backup;

/// <summary>A copy of SQLite's file, made while the program works on it, and the way back.</summary>
internal static class SqliteBackup
{
    /// <summary>Copies the database as it is at one instant; writes go on meanwhile.</summary>
    /// <exception cref="StartException">It cannot be done; nothing is left at the target.</exception>
    public static void Make(string file, string to)
    {
        if (!File.Exists(file)) throw new StartException($"There is no database {file}. Name the data folder of an installation with --data; PostgreSQL is backed up with pg_dump.");
        Put(to, unfinished =>
        {
            using var source = OpenToRead(file);
            using var target = Open(unfinished, SqliteOpenMode.ReadWriteCreate);
            source.BackupDatabase(target);
            // One file, without a log beside it.
            target.Execute("PRAGMA journal_mode = DELETE");
            RequireWhole(target, unfinished);
        });
    }

    /// <summary>Makes a data folder's database of a backup. The folder must have none.</summary>
    /// <exception cref="StartException">It cannot be done; the folder is as it was.</exception>
    public static void Restore(string from, string data)
    {
        if (!File.Exists(from)) throw new StartException($"There is no file {from}.");
        using var folder = DataFolder.Open(data);
        using (var backup = OpenToRead(from))
        {
            RequireWhole(backup, from);
            RequireNotNewer(backup, from);
        }
        Put(folder.DatabaseFile, unfinished => File.Copy(from, unfinished));
    }

    public static SqliteConnection OpenToRead(string file)
    {
        SystemSqlite.Use();
        try
        {
            // Not ReadOnly: a file that was not closed in order has a log that is to be read with it.
            var connection = Open(file, SqliteOpenMode.ReadWrite);
            connection.Execute("PRAGMA query_only = ON");
            return connection;
        }
        catch (SqliteException failure)
        {
            throw new StartException($"The database {file} cannot be opened: {failure.Message}", failure);
        }
    }

    /// <exception cref="StartException">The file's schema is not the one of this program.</exception>
    public static void RequireThisSchema(SqliteConnection connection, string file)
    {
        RequireNotNewer(connection, file);
        if (connection.ExecuteScalar<int>("SELECT count(*) FROM schema_migrations") < Migrations.All.Count)
            throw new StartException($"The database {file} was written by an older program. Start this one over it once, which brings it up to date, and try again.");
    }

    private static void RequireNotNewer(SqliteConnection connection, string file)
    {
        try
        {
            if (connection.ExecuteScalar<int>("SELECT max(number) FROM schema_migrations") > Migrations.All[^1].Number)
                throw new StartException($"The database {file} was written by a newer program: use that one.");
        }
        catch (SqliteException failure)
        {
            throw new StartException($"The file {file} is no database of this program: {failure.Message}", failure);
        }
    }

    private static void RequireWhole(SqliteConnection connection, string file)
    {
        try
        {
            if (connection.ExecuteScalar<string>("PRAGMA integrity_check") is not "ok" and var why) throw new StartException($"The database {file} is damaged: {why}.");
        }
        catch (SqliteException failure)
        {
            throw new StartException($"The file {file} is no database, or a damaged one: {failure.Message}", failure);
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Under its name only when it is whole and on the disk; what is there is never overwritten.</summary>
    private static void Put(string to, Action<string> write)
    {
        // An empty one is what the data folder made to have its rights right.
        if (new FileInfo(to) is { Exists: true, Length: > 0 } || File.Exists(to + "-wal"))
            throw new StartException($"There is already a database {to}. Name another place, or move it away.");
        var unfinished = to + ".unfinished";
        try
        {
            File.Delete(unfinished);
            write(unfinished);
            // It holds password hashes and stations' keys.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using (var written = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            File.Move(unfinished, to, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            File.Delete(unfinished);
            throw new StartException($"{to} cannot be written: {failure.Message}", failure);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
