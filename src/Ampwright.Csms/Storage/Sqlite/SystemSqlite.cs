using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>
/// Binds the SQLite provider to the system's own library: Debian patches it, a bundled one would stay as old as its package.
/// </summary>
internal static class SystemSqlite
{
    private const string Missing =
        "The SQLite library libsqlite3.so.0 is not installed. Install it with: apt-get install libsqlite3-0";

    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Call before the first connection; later calls cost nothing.</summary>
    /// <exception cref="StorageException">The system has no SQLite library; the text names the command that installs it.</exception>
    public static void Use() => _ = Bound.Value;

    private static bool Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        NativeLibrary.SetDllImportResolver(typeof(SystemSqlite).Assembly, Resolve);
        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            // No connection is used by two threads at once, so none needs SQLite's lock around every call.
            _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
            // Nobody asks how much memory SQLite has; counting it takes a lock at each allocation.
            _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
            _ = raw.sqlite3_libversion_number();
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException)
        {
            throw new StorageException(Missing, missing);
        }
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != SqliteApi.Library) return IntPtr.Zero;
        foreach (var candidate in (string[])["libsqlite3.so.0", "libsqlite3.dylib", "sqlite3"])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, search, out var handle)) return handle;
        }
        return IntPtr.Zero;
    }
}
