using System.ComponentModel;
using System.Diagnostics;

namespace Ampwright.TestKit.Programs;

/// <summary>
/// A file system of its own, for what cannot be shown on the machine's: a disk that is really full, and one that has lost what was not synced.
/// It takes the right to mount, which root has. Unmounted when it is disposed.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _around = new();

    private SmallDisk()
    {
        Directory.CreateDirectory(Path);
        // A server of another user comes by.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_around.Path, (UnixFileMode)0b111_101_101);
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _around["disk"];

    private string Image => _around["image"];

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Why none can be made here; null when one can.</summary>
    public static string? WhyNot { get; } = Try();

    /// <summary>In memory, with room for so many MiB.</summary>
    public static SmallDisk InMemory(int mebibytes)
    {
        var disk = new SmallDisk();
        Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m,mode=0777", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>Ext4 in a file: what is written there and not synced is in the kernel's cache only, as with a real disk.</summary>
    public static SmallDisk InFile(int mebibytes)
    {
        var disk = new SmallDisk();
        using (var image = File.Create(disk.Image)) image.SetLength((long)mebibytes << 20);
        Run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", disk.Image);
        disk.Mount();
        return disk;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        var chunk = new byte[64 << 10];
        try
        {
            using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true) file.Write(chunk);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    /// <summary>
    /// Keeps what is on the disk at this instant, without what only the cache holds. The programs that wrote there are gone; should the kernel write
    /// meanwhile by itself, it is done again.
    /// </summary>
    public void Freeze()
    {
        do
        {
            Run("cp", "--sparse=always", Image, _around["cut"]);
        }
        while (!Same(Image, _around["cut"]));
    }

    /// <summary>The power comes back: the disk is as <see cref="Freeze"/> found it. Nothing may be open there any more.</summary>
    public void ComeBack()
    {
        Run("umount", Path);
        File.Move(_around["cut"], Image, overwrite: true);
        Mount();
    }

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _around.Dispose();
    }

    // Nothing goes to the disk by itself for as long as a test takes.
    private void Mount() => Run("mount", "-o", "loop,commit=600", Image, Path);

    private static bool Same(string one, string other)
    {
        using var cmp = Process.Start(new ProcessStartInfo("cmp", ["--quiet", one, other]) { UseShellExecute = false })!;
        cmp.WaitForExit();
        return cmp.ExitCode == 0;
    }

    private static string? Try()
    {
        try
        {
            using (InMemory(1))
            {
            }
            using (InFile(8))
            {
            }
            return null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            return $"This machine does not let the tests mount a file system of their own (root may): {failure.Message}";
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}");
    }
}
