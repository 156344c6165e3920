using Ampwright.Station.Journal;

namespace Ampwright.Station.Flight.Replay;

/// <summary>A folder in memory, which never fails.</summary>
internal sealed class MemoryDisk : IJournalDisk
{
    private readonly Dictionary<string, MemoryFile> _files = new(StringComparer.Ordinal);

    public IJournalFile Open(string name) => _files.TryGetValue(name, out var file) ? file : _files[name] = new MemoryFile();

    public void Rename(string from, string to)
    {
        _files.Remove(from, out var file);
        _files[to] = file ?? throw new IOException($"There is no {from}.");
    }

    public IReadOnlyList<string> List() => [.. _files.Keys];

    public void SyncFolder()
    {
        // There is nothing below it.
    }

    private sealed class MemoryFile : IJournalFile
    {
        private readonly MemoryStream _content = new();

        public long Length => _content.Length;

        public int ReadAt(long offset, Span<byte> into)
        {
            _content.Position = offset;
            return _content.Read(into);
        }

        public void WriteAt(long offset, ReadOnlySpan<byte> bytes)
        {
            _content.Position = offset;
            _content.Write(bytes);
        }

        public void Truncate(long length) => _content.SetLength(length);

        public void Sync()
        {
            // As above.
        }

        public void Dispose()
        {
            // Kept for the next opening.
        }
    }
}
