using Ampwright.Csms.Files;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Files;

[Once]
public sealed class FileShelfTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ampwright-shelf-").FullName;

    [Fact]
    public async Task What_a_crash_left_half_written_is_gone_at_the_next_start_and_whole_files_stay()
    {
        var kept = await new FileShelf(_folder).TakeAsync(new MemoryStream([1, 2, 3]), most: 3, CancellationToken.None);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "0123.part"), [1]);

        var again = new FileShelf(_folder);

        Assert.Equal([again.PathOf(kept.Name)], Directory.GetFiles(_folder));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(again.PathOf(kept.Name)));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(again.PathOf(kept.Name)));
    }

    [Fact]
    public async Task A_file_that_is_too_long_or_breaks_off_leaves_nothing()
    {
        var shelf = new FileShelf(_folder);

        await Assert.ThrowsAsync<FileTooLongException>(() => shelf.TakeAsync(new MemoryStream(new byte[4]), most: 3, CancellationToken.None));
        await Assert.ThrowsAsync<EndOfStreamException>(() => shelf.TakeAsync(new BrokenStream(), most: 1000, CancellationToken.None));

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_disk_that_does_not_take_it_is_told_apart_from_a_sender_that_breaks_off()
    {
        var shelf = new FileShelf(_folder);
        Directory.Delete(_folder, recursive: true);

        await Assert.ThrowsAsync<ShelfException>(() => shelf.TakeAsync(new MemoryStream(new byte[4]), most: 10, CancellationToken.None));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ten bytes, then its sender is gone.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private bool _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read) throw new EndOfStreamException();
            _read = true;
            return ValueTask.FromResult(10);
        }
    }

    [Fact]
    public async Task A_disk_that_is_really_full_takes_no_file_and_keeps_no_half_of_one()
    {
        if (Ampwright.TestKit.Programs.SmallDisk.WhyNot is { } reason) Assert.Skip(reason);
        using var disk = Ampwright.TestKit.Programs.SmallDisk.InMemory(2);
        var shelf = new FileShelf(Path.Combine(disk.Path, "shelf"));
        var kept = await shelf.TakeAsync(new MemoryStream(new byte[100_000]), 10_000_000, CancellationToken.None);
        await Assert.ThrowsAsync<ShelfException>(() => shelf.TakeAsync(new MemoryStream(new byte[5_000_000]), 10_000_000, CancellationToken.None));
        Assert.Equal([kept.Name], Directory.GetFiles(Path.Combine(disk.Path, "shelf")).Select(Path.GetFileName));
        await shelf.TakeAsync(new MemoryStream(new byte[100_000]), 10_000_000, CancellationToken.None);
    }
}
