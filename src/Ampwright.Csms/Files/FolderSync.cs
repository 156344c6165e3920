using System.Runtime.InteropServices;

namespace Ampwright.Csms.Files;

/// <summary>Makes the names in a folder durable: a file that was renamed has its new name after a power cut only once its folder is synced.</summary>
internal static partial class FolderSync
{
    /// <exception cref="IOException">The disk refuses it.</exception>
    public static void Sync(string folder)
    {
        // Other systems make a new name durable together with the file.
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = OpenFolder(folder, 0);
        if (descriptor < 0) throw new IOException($"The folder {folder} cannot be opened to sync it (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (SyncFolder(descriptor) < 0) throw new IOException($"The folder {folder} cannot be synced (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = CloseFolder(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFolder(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseFolder(int descriptor);
}
