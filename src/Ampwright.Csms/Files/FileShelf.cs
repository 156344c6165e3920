using System.Buffers;
using System.Security.Cryptography;

namespace Ampwright.Csms.Files;

/// <summary>
/// A folder of files under names of our own making: what others call them is never a path.
/// <code>
///   1 streamed to NAME.part, measured and hashed ─► 2 on the disk ─► 3 renamed to NAME, the name on the disk ─► 4 its row, by the caller
/// </code>
/// Whatever ends it before 3 leaves nothing that lasts: parts are removed, at the latest when the program starts again.
/// </summary>
internal sealed class FileShelf
{
    private const string Part = ".part";
    private const int Chunk = 80 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder;

    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public FileShelf(string folder)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        foreach (var left in Directory.EnumerateFiles(folder, $"*{Part}")) File.Delete(left);
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Takes a file in; it stays until <see cref="Remove"/>.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="most">How long it may be, in bytes.</param>
    /// <param name="cancel">Gives it up.</param>
    /// <exception cref="FileTooLongException">It is longer; nothing of it is kept.</exception>
    /// <exception cref="ShelfException">The disk does not take it; nothing of it is kept. What goes wrong with the content comes through as it is.</exception>
    public async Task<StoredFile> TakeAsync(Stream content, long most, CancellationToken cancel)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var part = PathOf(name + Part);
        try
        {
            var (bytes, hash) = await WriteAsync(part, content, most, cancel); // 1, 2
            OnDisk(() => Place(part, name)); // 3
            return new StoredFile(name, bytes, hash);
        }
        catch
        {
            // Where the folder itself is gone there is nothing to delete, and why it failed counts.
            if (File.Exists(part)) File.Delete(part);
            throw;
        }
    }

    private void Place(string part, string name)
    {
        File.Move(part, PathOf(name));
        try
        {
            FolderSync.Sync(_folder);
        }
        catch (IOException)
        {
            // Without a row nobody would ever remove it.
            File.Delete(PathOf(name));
            throw;
        }
    }

    public void Remove(string name) => File.Delete(PathOf(name));

    private static async Task<(long Bytes, string Hash)> WriteAsync(string path, Stream content, long most, CancellationToken cancel)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerOnly;
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            await using var file = OnDisk(() => new FileStream(path, how));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
            {
                bytes += read;
                if (bytes > most) throw new FileTooLongException(most);
                hash.AppendData(buffer, 0, read);
                await OnDiskAsync(() => file.WriteAsync(buffer.AsMemory(0, read), cancel));
            }
            OnDisk(() => file.Flush(flushToDisk: true));
            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void OnDisk(Action step) => OnDisk(() =>
    {
        step();
        return true;
    });

    private static T OnDisk<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ShelfException(failure);
        }
    }

    private static async ValueTask OnDiskAsync(Func<ValueTask> step)
    {
        try
        {
            await step();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ShelfException(failure);
        }
    }
}

/// <param name="Name">On its shelf.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Of its content, in hexadecimal.</param>
internal sealed record StoredFile(string Name, long Bytes, string Sha256);

/// <summary>A file is longer than it may be.</summary>
internal sealed class FileTooLongException(long most) : Exception($"The file is longer than {most} bytes.");

/// <summary>The disk did not take a file.</summary>
internal sealed class ShelfException(Exception why) : Exception($"The file could not be written: {why.Message}", why);
