using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Journal;

/// <summary>
/// A disk with a page cache. Writes are seen at once but survive a power cut only after a sync; of the rest each 512-byte sector may
/// or may not have reached the medium. Creations and renames wait for the folder's sync. Every call can be made to fail.
/// </summary>
internal sealed class SimulatedDisk : IJournalDisk
{
    private const int Sector = 512;
    private readonly List<Dictionary<string, SimulatedFile>> _folderHistory = [];
    private Dictionary<string, SimulatedFile> _folder = new(StringComparer.Ordinal);
    private bool _off;

    public SimulatedDisk() => _folderHistory.Add(new(_folder, StringComparer.Ordinal));

    /// <summary>Calls that change or sync something, counted from 1.</summary>
    public int Calls { get; private set; }

    /// <summary>Asked at each such call what is to go wrong.</summary>
    public Func<int, DiskFault> FaultAt { get; set; } = static _ => DiskFault.None;

    public IEnumerable<string> Files => _folder.Keys;

    public byte[] this[string name]
    {
        get => _folder[name].Seen;
        set => _folder[name].Seen = value;
    }

    public IJournalFile Open(string name)
    {
        if (!_folder.TryGetValue(name, out var file))
        {
            Fault();
            file = new SimulatedFile(this);
            _folder[name] = file;
            _folderHistory.Add(new(_folder, StringComparer.Ordinal));
        }

        return file;
    }

    public void Rename(string from, string to)
    {
        Fault();
        if (_folder.ContainsKey(to)) throw new IOException($"{to} is already there");
        _folder.Remove(from, out var file);
        _folder[to] = file!;
        _folderHistory.Add(new(_folder, StringComparer.Ordinal));
    }

    public IReadOnlyList<string> List() => [.. _folder.Keys];

    public void SyncFolder()
    {
        Fault();
        _folderHistory.Clear();
        _folderHistory.Add(new(_folder, StringComparer.Ordinal));
    }

    /// <summary>The disk as the next process finds it when this one was killed: nothing is lost.</summary>
    public SimulatedDisk AfterKill()
    {
        var next = new SimulatedDisk();
        foreach (var (name, file) in _folder) next._folder[name] = new SimulatedFile(next) { Seen = [.. file.Seen], Durable = [.. file.Seen] };
        next.SyncFolder();
        next.Calls = 0;
        return next;
    }

    /// <summary>The disk as it is after a power cut: what was not synced is there, torn or gone, as the seed has it.</summary>
    public SimulatedDisk AfterPowerCut(int seed)
    {
        var random = new Random(seed);
        var next = new SimulatedDisk();
        foreach (var (name, file) in _folderHistory[random.Next(_folderHistory.Count)])
        {
            var left = file.Survivor(random);
            next._folder[name] = new SimulatedFile(next) { Seen = left, Durable = [.. left] };
        }

        next.SyncFolder();
        next.Calls = 0;
        return next;
    }

    private void Fault(Action? half = null, Action? dropped = null)
    {
        if (_off) throw new PowerCutException();
        switch (FaultAt(++Calls))
        {
            case DiskFault.IoError:
                dropped?.Invoke();
                throw new IOException("Input/output error");
            case DiskFault.NoSpace:
                half?.Invoke();
                throw new IOException("No space left on device");
            case DiskFault.PowerCut:
                half?.Invoke();
                _off = true;
                throw new PowerCutException();
        }
    }

    private sealed class SimulatedFile(SimulatedDisk disk) : IJournalFile
    {
        private readonly List<(long Offset, byte[]? Bytes)> _pending = [];

        public byte[] Seen { get; set; } = [];

        public byte[] Durable { get; set; } = [];

        public long Length => Seen.Length;

        public int ReadAt(long offset, Span<byte> into)
        {
            var rest = Seen.AsSpan((int)offset);
            var length = Math.Min(rest.Length, into.Length);
            rest[..length].CopyTo(into);
            return length;
        }

        public void WriteAt(long offset, ReadOnlySpan<byte> bytes)
        {
            var all = bytes.ToArray();
            disk.Fault(half: () => Do(offset, all[..(all.Length / 2)]));
            Do(offset, all);
        }

        public void Truncate(long length)
        {
            disk.Fault();
            Do(length, null);
        }

        public void Sync()
        {
            // After a failed sync the cache counts the pages as clean: they never reach the medium.
            disk.Fault(half: _pending.Clear, dropped: _pending.Clear);
            Durable = [.. Seen];
            _pending.Clear();
        }

        public void Dispose()
        {
        }

        public byte[] Survivor(Random random)
        {
            var left = Durable;
            foreach (var (offset, bytes) in _pending)
            {
                var luck = random.Next(4);
                if (luck == 0) continue;
                left = bytes is null || luck == 1 ? Apply(left, offset, bytes) : ApplySome(left, offset, bytes, random);
            }

            return [.. left];
        }

        private void Do(long offset, byte[]? bytes)
        {
            Seen = Apply(Seen, offset, bytes);
            _pending.Add((offset, bytes));
        }

        private static byte[] Apply(byte[] to, long offset, byte[]? bytes)
        {
            var length = bytes is null ? (int)offset : Math.Max(to.Length, (int)offset + bytes.Length);
            var result = new byte[length];
            to.AsSpan(0, Math.Min(to.Length, length)).CopyTo(result);
            bytes?.CopyTo(result, offset);
            return result;
        }

        private static byte[] ApplySome(byte[] to, long offset, byte[] bytes, Random random)
        {
            var cut = bytes[..random.Next(bytes.Length + 1)];
            for (var at = 0; at < cut.Length;)
            {
                var part = (int)Math.Min(cut.Length - at, Sector - ((offset + at) % Sector));
                if (random.Next(3) > 0) to = Apply(to, offset + at, cut[at..(at + part)]);
                at += part;
            }

            return to;
        }
    }
}
