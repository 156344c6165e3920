namespace Ampwright.Station.Journal;

/// <summary>
/// The station's memory over power cuts: an append-only file of records. The caller writes the record, syncs at an edge, and only then
/// lets the effect happen. Not thread-safe: it belongs to the station's loop. It writes nothing while nothing is appended.
/// </summary>
/// <remarks>
/// Two files, <c>journal.a</c> and <c>journal.b</c>, take turns: a compaction writes a snapshot into the idle one, syncs it, and only then
/// empties the other. See <see cref="JournalSlot"/> for what a file looks like and <see cref="JournalRecovery"/> for what opening does.
/// </remarks>
public sealed class StationJournal : IDisposable
{
    internal const string SlotA = "journal.a";
    internal const string SlotB = "journal.b";

    private readonly List<JournalRecord> _keptAside = [];
    private IJournalFile _active;
    private IJournalFile _idle;
    private long _generation;
    private long _end;
    private bool _unsynced;
    private JournalFailedException? _failure;

    internal StationJournal(IJournalFile active, IJournalFile idle, long generation, long end, uint boot, long sequence)
    {
        (_active, _idle, _generation, _end) = (active, idle, generation, end);
        (Boot, Sequence) = (boot, sequence);
    }

    /// <summary>Counts the station's lives, from 1; one more than in any record found.</summary>
    public uint Boot { get; }

    /// <summary>Number of the last record.</summary>
    public long Sequence { get; private set; }

    /// <summary>Size of the file now in use, bytes; a reason to <see cref="Compact"/>.</summary>
    public long Length => _end;

    /// <summary>After a disk error nothing more is taken until <see cref="Compact"/> succeeds.</summary>
    public bool Failed => _failure is not null;

    /// <summary>Opens the journal of a folder, repairing what a power cut left and setting damage aside.</summary>
    /// <param name="knows">Which types and versions the caller can read; null = all. The rest is kept aside and carried on.</param>
    /// <exception cref="IOException">The disk cannot be read or written, or another process holds the journal.</exception>
    public static JournalOpening Open(IJournalDisk disk, Func<JournalRecordType, byte, bool>? knows = null)
    {
        var (journal, records, torn, damage) = JournalRecovery.Run(disk);
        var keptAside = records.Where(record => knows is not null && !knows(record.Type, record.Version)).ToList();
        journal._keptAside.AddRange(keptAside);
        return new JournalOpening(journal, [.. records.Except(keptAside)], new JournalHealth(torn, damage, keptAside));
    }

    /// <summary>Adds a record; durable only once <see cref="Sync"/> has returned.</summary>
    /// <returns>The record's number.</returns>
    /// <exception cref="JournalFailedException">The disk refuses; nothing since the last sync is sure.</exception>
    public long Append(JournalRecordType type, byte version, ReadOnlySpan<byte> payload)
    {
        ThrowIfReserved(type);
        Write(JournalFrame.Write(Boot, Sequence + 1, type, version, payload));
        _unsynced = true;
        return ++Sequence;
    }

    /// <summary>Makes every record appended so far durable. Costs nothing when there is none.</summary>
    /// <exception cref="JournalFailedException">
    /// The disk refuses. It is not tried again: a second sync may succeed over data the first one dropped.
    /// </exception>
    public void Sync()
    {
        if (_failure is not null) throw _failure;
        if (!_unsynced) return;
        Guard(() => _active.Sync());
        _unsynced = false;
        Mark();
    }

    /// <summary>
    /// Replaces the whole content by <paramref name="state"/> (and the records kept aside), durable when it returns. Until then the old
    /// content stands. This is also the way out of <see cref="Failed"/>.
    /// </summary>
    /// <exception cref="JournalFailedException">The disk refuses; the old content, as far as it was synced, still stands.</exception>
    public void Compact(IEnumerable<JournalEntry> state)
    {
        // 1 snapshot into the idle slot   2 sync it   3 from here on it is the truth   4 empty the old one, so that nobody takes
        // it for the truth once the new one has grown
        var entries = state.Concat(_keptAside.Select(record => new JournalEntry(record.Type, record.Version, record.Payload)));
        var sequence = Sequence;
        var end = 0L;
        Guard(() => (end, sequence) = WriteSnapshot(_idle, Boot, Sequence, _generation + 1, entries)); // 1, 2
        (_active, _idle) = (_idle, _active); // 3
        (_end, Sequence, _unsynced) = (end, sequence, false);
        _generation++;
        Guard(() =>
        {
            _idle.Truncate(0); // 4
            _idle.Sync();
        });
        _failure = null;
        Mark();
    }

    public void Dispose()
    {
        _active.Dispose();
        _idle.Dispose();
    }

    /// <summary>Writes and syncs a whole slot; returns its length and the last record's number.</summary>
    internal static (long End, long Sequence) WriteSnapshot(
        IJournalFile file, uint boot, long sequence, long generation, IEnumerable<JournalEntry> entries)
    {
        file.Truncate(0);
        var end = 0L;
        void Put(byte[] frame)
        {
            file.WriteAt(end, frame);
            end += frame.Length;
        }

        Put(JournalSlot.Header(boot, sequence, generation));
        foreach (var entry in entries)
        {
            ThrowIfReserved(entry.Type);
            Put(JournalFrame.Write(boot, ++sequence, entry.Type, entry.Version, entry.Payload.Span));
        }

        Put(JournalFrame.Write(boot, sequence, JournalRecordType.SnapshotEnd, 1, []));
        file.Sync();
        return (end, sequence);
    }

    /// <summary>
    /// Tells a later reader that all before it was durable. The mark itself is not synced: it travels with the next sync, and whoever
    /// does not find it can still read the records. Failing to write it spoils the records to come, not those just synced.
    /// </summary>
    internal void Mark()
    {
        try
        {
            Write(JournalFrame.Write(Boot, Sequence, JournalRecordType.SyncMark, 1, []));
        }
        catch (JournalFailedException)
        {
            // Kept in _failure: the next Append or Sync reports it.
        }
    }

    private void Write(byte[] frame)
    {
        if (_failure is not null) throw _failure;
        Guard(() => _active.WriteAt(_end, frame));
        _end += frame.Length;
    }

    private void Guard(Action disk)
    {
        try
        {
            disk();
        }
        catch (IOException failure)
        {
            _failure = new JournalFailedException(failure);
            throw _failure;
        }
    }

    private static void ThrowIfReserved(JournalRecordType type)
    {
        if ((int)type < 16) throw new ArgumentException($"Record type {(int)type} belongs to the journal itself; use 16 or more.", nameof(type));
    }
}
