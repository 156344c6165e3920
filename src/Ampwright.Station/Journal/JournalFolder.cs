using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ampwright.Station.Journal;

/// <summary>
/// A folder of the file system. Files are opened exclusively: a second process gets an <see cref="IOException"/>. Where thousands of stations share a
/// process, files are open only as long as something is done with them, and whoever runs the process keeps others out.
/// </summary>
public sealed partial class JournalFolder : IJournalDisk
{
    private readonly string _path;
    private readonly bool _holdsFiles;

    /// <summary>Creates the folder when it is not there.</summary>
    /// <param name="holdsFiles">False: a file is opened for each call and closed again.</param>
    public JournalFolder(string path, bool holdsFiles = true)
    {
        (_path, _holdsFiles) = (Path.GetFullPath(path), holdsFiles);
        Directory.CreateDirectory(_path);
    }

    public IJournalFile Open(string name)
    {
        var path = Path.Combine(_path, name);
        var handle = OpenHandle(path);
        if (_holdsFiles) return new JournalFolderFile(handle);
        handle.Dispose();
        return new ClosedFile(path);
    }

    public void Rename(string from, string to) => File.Move(Path.Combine(_path, from), Path.Combine(_path, to));

    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(_path).Select(file => Path.GetFileName(file))];

    public void SyncFolder()
    {
        // Other systems make a new name durable together with the file.
        if (!OperatingSystem.IsLinux()) return;
        var folder = OpenFile(_path, 0);
        if (folder < 0) throw new IOException($"Cannot open the folder {_path} to sync it (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (SyncFile(folder) < 0)
                throw new IOException($"Cannot sync the folder {_path} (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = CloseFile(folder);
        }
    }

    // .NET opens no folders, and a new name is durable only once its folder is synced.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFile(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseFile(int descriptor);

    private static SafeFileHandle OpenHandle(string path) => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>A file that nobody holds open between two calls. What was written before is synced with the file, by whatever handle.</summary>
    private sealed class ClosedFile(string path) : IJournalFile
    {
        public long Length
        {
            get
            {
                using var file = Opened();
                return file.Length;
            }
        }

        public int ReadAt(long offset, Span<byte> into)
        {
            using var file = Opened();
            return file.ReadAt(offset, into);
        }

        public void WriteAt(long offset, ReadOnlySpan<byte> bytes)
        {
            using var file = Opened();
            file.WriteAt(offset, bytes);
        }

        public void Truncate(long length)
        {
            using var file = Opened();
            file.Truncate(length);
        }

        public void Sync()
        {
            using var file = Opened();
            file.Sync();
        }

        public void Dispose()
        {
        }

        private JournalFolderFile Opened() => new(OpenHandle(path));
    }

    private sealed class JournalFolderFile(SafeFileHandle handle) : IJournalFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int ReadAt(long offset, Span<byte> into)
        {
            var total = 0;
            while (total < into.Length)
            {
                var got = RandomAccess.Read(handle, into[total..], offset + total);
                if (got == 0) break;
                total += got;
            }

            return total;
        }

        public void WriteAt(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
