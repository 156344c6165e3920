namespace Ampwright.Csms.Hosting;

/// <summary>The folder everything is written to, held by one running program at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string DatabaseFile => System.IO.Path.Combine(Path, "csms.db");

    /// <exception cref="StartException">The folder cannot be made or written, or another program holds it.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Create(full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(full, failure);
        }
        try
        {
            // The lock is the open file, not its being there: it goes with the process, however that ends.
            var folder = new DataFolder(full, OpenPrivate(System.IO.Path.Combine(full, "csms.lock")));
            folder.KeepPrivate();
            return folder;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw NotWritable(full, failure);
        }
        catch (IOException failure)
        {
            throw new StartException(
                $"The data folder {full} is in use by another CSMS, or cannot be written ({failure.Message}). Stop the other program or choose another folder with --data.", failure);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string full)
    {
        // Only its owner reads it: it holds password hashes and stations' keys.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(full);
        else Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // A folder that was there before may be open to others. The database's files take the rights of the first, so it is made here.
    private void KeepPrivate()
    {
        if (OperatingSystem.IsWindows()) return;
        OpenPrivate(DatabaseFile).Dispose();
        foreach (var file in Directory.EnumerateFiles(Path, "csms.*")) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static FileStream OpenPrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static StartException NotWritable(string full, Exception failure) =>
        new($"The data folder {full} cannot be written: {failure.Message} Give this user the right to write it, or choose another folder with --data.", failure);
}
