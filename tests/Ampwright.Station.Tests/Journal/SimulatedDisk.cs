using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Journal;

/// <summary>
/// A disk with a page cache. Writes are seen at once but survive a power cut only after a sync; of the rest each 512-byte sector may
/// or may not have reached the medium. Creations and renames wait for the folder's sync. Every call can be made to fail.
/// </summary>
internal sealed class SimulatedDisk : IJournalDisk
{
    private const int Sector = 512;
    private readonly Lock _gate = new(); // Firmware is written beside the loop.
    private readonly List<Dictionary<string, SimulatedFile>> _folderHistory = [];
    private Dictionary<string, SimulatedFile> _folder = new(StringComparer.Ordinal);
    private bool _off;

    public SimulatedDisk() => _folderHistory.Add(new(_folder, StringComparer.Ordinal));

    /// <summary>Calls that change or sync something, counted from 1.</summary>
    public int Calls { get; private set; }

    /// <summary>Asked at each such call what is to go wrong.</summary>
    public Func<int, DiskFault> FaultAt { get; set; } = static _ => DiskFault.None;

    /// <summary>Asked at each such call as well: true = the power goes in the middle of it. Kept for the disk that the next life finds.</summary>
    public Func<bool>? PowerGoes { get; set; }

    /// <summary>Called after each sync of a file.</summary>
    public Action? Synced { get; set; }

    /// <summary>The power went in the middle of a call.</summary>
    public bool IsOff => _off;

    public IEnumerable<string> Files => _folder.Keys;

    public byte[] this[string name]
    {
        get => _folder[name].Seen;
        set => _folder[name].Seen = value;
    }

    /// <summary>The power goes between two calls: no other is carried out.</summary>
    public void CutPower()
    {
        lock (_gate) _off = true;
    }

    /// <summary>Spoils one byte of a file.</summary>
    public void Flip(string name, Index at, byte bits)
    {
        var bytes = this[name];
        bytes[at] ^= bits;
        this[name] = bytes;
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
        lock (_gate)
        {
            foreach (var (name, file) in _folder) next._folder[name] = new SimulatedFile(next) { Seen = [.. file.Seen], Durable = [.. file.Seen] };
        }

        return Found(next);
    }

    /// <summary>The disk as it is after a power cut: what was not synced is there, torn or gone, as the seed has it.</summary>
    public SimulatedDisk AfterPowerCut(int seed)
    {
        var random = new Random(seed);
        var next = new SimulatedDisk();
        lock (_gate)
        {
            foreach (var (name, file) in _folderHistory[random.Next(_folderHistory.Count)])
            {
                var left = file.Survivor(random);
                next._folder[name] = new SimulatedFile(next) { Seen = left, Durable = [.. left] };
            }
        }

        return Found(next);
    }

    private SimulatedDisk Found(SimulatedDisk next)
    {
        next.SyncFolder();
        next.Calls = 0;
        next.PowerGoes = PowerGoes;
        return next;
    }

    private void Fault(Action? half = null, Action? dropped = null)
    {
        if (_off) throw new PowerCutException();
        var fault = FaultAt(++Calls);
        switch (PowerGoes?.Invoke() == true ? DiskFault.PowerCut : fault)
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
        private readonly Medium _seen = new();
        private readonly Medium _durable = new();
        private bool _wholly;

        public byte[] Seen
        {
            get => _seen.ToArray();
            set
            {
                _seen.Set(value);
                _wholly = true;
            }
        }

        public byte[] Durable
        {
            set => _durable.Set(value);
        }

        public long Length => _seen.Length;

        public int ReadAt(long offset, Span<byte> into)
        {
            var rest = _seen.Bytes[(int)offset..];
            var length = Math.Min(rest.Length, into.Length);
            rest[..length].CopyTo(into);
            return length;
        }

        public void WriteAt(long offset, ReadOnlySpan<byte> bytes)
        {
            var all = bytes.ToArray();
            lock (disk._gate)
            {
                disk.Fault(half: () => Do(offset, all[..(all.Length / 2)]));
                Do(offset, all);
            }
        }

        public void Truncate(long length)
        {
            lock (disk._gate)
            {
                disk.Fault();
                Do(length, null);
            }
        }

        public void Sync()
        {
            lock (disk._gate)
            {
                // After a failed sync the cache counts the pages as clean: they never reach the medium.
                disk.Fault(half: Forget, dropped: Forget);
                if (_wholly) _durable.Set(_seen.Bytes);
                else foreach (var (offset, bytes) in _pending) _durable.Apply(offset, bytes);
                _wholly = false;
                _pending.Clear();
            }

            disk.Synced?.Invoke();
        }

        public void Dispose()
        {
        }

        public byte[] Survivor(Random random)
        {
            var left = new Medium();
            left.Set(_durable.Bytes);
            foreach (var (offset, bytes) in _pending)
            {
                var luck = random.Next(4);
                if (luck == 0) continue;
                if (bytes is null || luck == 1) left.Apply(offset, bytes);
                else ApplySome(left, offset, bytes, random);
            }

            return left.ToArray();
        }

        private void Forget()
        {
            _pending.Clear();
            _wholly = true;
        }

        private void Do(long offset, byte[]? bytes)
        {
            _seen.Apply(offset, bytes);
            _pending.Add((offset, bytes));
        }

        private static void ApplySome(Medium to, long offset, byte[] bytes, Random random)
        {
            var cut = bytes[..random.Next(bytes.Length + 1)];
            for (var at = 0; at < cut.Length;)
            {
                var part = (int)Math.Min(cut.Length - at, Sector - ((offset + at) % Sector));
                if (random.Next(3) > 0) to.Apply(offset + at, cut[at..(at + part)]);
                at += part;
            }
        }
    }

    /// <summary>Bytes that grow in place: a station that lives for years writes a great many records.</summary>
    private sealed class Medium
    {
        private byte[] _bytes = [];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

        public byte[] ToArray() => Bytes.ToArray();

        public void Set(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes.ToArray();
            Length = bytes.Length;
        }

        /// <param name="bytes">Null = cut off, or fill up with zeros, at the offset.</param>
        public void Apply(long offset, byte[]? bytes)
        {
            var length = bytes is null ? (int)offset : Math.Max(Length, (int)offset + bytes.Length);
            if (length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(length, 2 * _bytes.Length));
            if (length < Length) _bytes.AsSpan(length, Length - length).Clear();
            Length = length;
            bytes?.CopyTo(_bytes, offset);
        }
    }
}
