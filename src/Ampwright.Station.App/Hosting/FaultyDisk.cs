using Ampwright.Station.Journal;

namespace Ampwright.Station.App.Hosting;

/// <summary>A disk whose calls fail while a <see cref="StorageFault"/> says so; a call that fails has done nothing.</summary>
internal sealed class FaultyDisk(IJournalDisk disk, StorageFault fault) : IJournalDisk
{
    public IJournalFile Open(string name)
    {
        fault.Strike(takesSpace: true);
        return new FaultyFile(disk.Open(name), fault);
    }

    public void Rename(string from, string to)
    {
        fault.Strike(takesSpace: true);
        disk.Rename(from, to);
    }

    public IReadOnlyList<string> List()
    {
        fault.Strike(takesSpace: false);
        return disk.List();
    }

    public void SyncFolder()
    {
        fault.Strike(takesSpace: true);
        disk.SyncFolder();
    }

    private sealed class FaultyFile(IJournalFile file, StorageFault fault) : IJournalFile
    {
        public long Length
        {
            get
            {
                fault.Strike(takesSpace: false);
                return file.Length;
            }
        }

        public int ReadAt(long offset, Span<byte> into)
        {
            fault.Strike(takesSpace: false);
            return file.ReadAt(offset, into);
        }

        public void WriteAt(long offset, ReadOnlySpan<byte> bytes)
        {
            fault.Strike(takesSpace: true);
            file.WriteAt(offset, bytes);
        }

        public void Truncate(long length)
        {
            fault.Strike(takesSpace: false);
            file.Truncate(length);
        }

        public void Sync()
        {
            fault.Strike(takesSpace: true);
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
