namespace Ampwright.Station.Journal;

/// <summary>
/// Opening a journal:
/// <code>
///  1 read both slots ── 2 choose: the newest whole one ── 3 cut the torn end ── 4 make sure of the rest ── 5 retire the other
///                         └── none whole, or damage: 6 write what is good into a new slot, move the spoilt file aside
/// </code>
/// A power cut at any point leaves something that the next opening reads the same way.
/// </summary>
internal sealed class JournalRecovery
{
    private readonly IJournalDisk _disk;
    private readonly IJournalFile[] _files;
    private readonly JournalSlot[] _slots;

    private JournalRecovery(IJournalDisk disk)
    {
        _disk = disk;
        _files = [disk.Open(StationJournal.SlotA), disk.Open(StationJournal.SlotB)];
        disk.SyncFolder();
        _slots = [.. _files.Select(JournalSlot.Read)]; // 1
    }

    private uint NextBoot => Math.Max(_slots[0].LastBoot, _slots[1].LastBoot) + 1;

    private long NextGeneration => Math.Max(_slots[0].Generation ?? 0, _slots[1].Generation ?? 0) + 1;

    public static (StationJournal Journal, IReadOnlyList<JournalRecord> Records, long Torn, JournalDamage? Damage) Run(IJournalDisk disk)
    {
        var recovery = new JournalRecovery(disk);
        try
        {
            return recovery.Run();
        }
        catch
        {
            foreach (var file in recovery._files) file.Dispose();
            throw;
        }
    }

    private (StationJournal Journal, IReadOnlyList<JournalRecord> Records, long Torn, JournalDamage? Damage) Run()
    {
        var chosen = Choose(); // 2
        if (chosen is null)
        {
            var (end, sequence) = StationJournal.WriteSnapshot(_files[0], NextBoot, 0, 1, []);
            Retire(1);
            return (Begin(0, 1, end, sequence), [], 0, null);
        }

        var slot = _slots[chosen.Value];
        return slot.Damaged || !slot.Complete ? Rebuild(chosen.Value) : Resume(chosen.Value);
    }

    private int? Choose()
    {
        if (_slots.Any(slot => slot.Complete))
            return _slots[0].Complete && (!_slots[1].Complete || _slots[0].Generation > _slots[1].Generation) ? 0 : 1;

        // Nothing was ever stored before the very first slot was whole.
        var stored = Enumerable.Range(0, 2).Where(index => !IsUnfinishedBeginning(_slots[index])).ToList();
        return stored.Count == 0 ? null : stored.MaxBy(index => (_slots[index].Damaged, _slots[index].Records.Count));
    }

    private static bool IsUnfinishedBeginning(JournalSlot slot) =>
        slot.Empty
        || (slot is { Damaged: false, Records.Count: 0, Beyond.Count: 0 }
            && (slot.Generation ?? 1) == 1 && slot.FileLength <= (2 * JournalSlot.HeaderLength) + JournalFrame.Overhead);

    private (StationJournal Journal, IReadOnlyList<JournalRecord> Records, long Torn, JournalDamage? Damage) Resume(int index)
    {
        var (slot, file) = (_slots[index], _files[index]);
        var torn = slot.FileLength - slot.IntactLength;
        if (torn > 0) CutTail(slot, file); // 3
        if (torn > 0 || slot.Unmarked) file.Sync(); // 4
        Retire(1 - index); // 5
        var journal = Begin(index, slot.Generation!.Value, slot.IntactLength, slot.LastSequence);
        return (journal, slot.Records, torn, null);
    }

    // A whole frame with a wrong checksum may also be a record whose sync mark the power cut took: its bytes are kept.
    private void CutTail(JournalSlot slot, IJournalFile file)
    {
        var tail = new byte[slot.FileLength - slot.IntactLength];
        file.ReadAt(slot.IntactLength, tail);
        if (tail.Length >= JournalFrame.Overhead && BitConverter.ToInt32(tail) is >= 0 and var length
            && length <= tail.Length - JournalFrame.Overhead && tail.AsSpan().ContainsAnyExcept((byte)0))
        {
            using var copy = _disk.Open(FreeName("torn"));
            copy.WriteAt(0, tail);
            copy.Sync();
            _disk.SyncFolder();
        }

        file.Truncate(slot.IntactLength);
    }

    private (StationJournal Journal, IReadOnlyList<JournalRecord> Records, long Torn, JournalDamage? Damage) Rebuild(int index)
    {
        // 6
        var slot = _slots[index];
        var generation = NextGeneration;
        if (!_slots[1 - index].Empty) Retire(1 - index);
        var (end, sequence) = StationJournal.WriteSnapshot(
            _files[1 - index], NextBoot, slot.LastSequence, generation,
            slot.Records.Select(record => new JournalEntry(record.Type, record.Version, record.Payload)));
        var aside = MoveAside(index);
        return (
            Begin(1 - index, generation, end, sequence), slot.Records, 0,
            new JournalDamage(aside, slot.DamageOffset, slot.Beyond));
    }

    /// <summary>Empties a slot that nothing depends on any more, or moves it aside when it may hold what nothing else holds.</summary>
    private void Retire(int index)
    {
        var slot = _slots[index];
        if (slot.Empty) return;
        var other = _slots[1 - index];
        var superseded = slot is { Complete: true, Damaged: false };
        var unfinished = !slot.Damaged && other.Complete && (slot.Generation is null || slot.Generation > other.Generation);
        if (superseded || unfinished || IsUnfinishedBeginning(slot))
        {
            _files[index].Truncate(0);
            _files[index].Sync();
        }
        else
        {
            MoveAside(index);
        }
    }

    private string MoveAside(int index)
    {
        var aside = FreeName("quarantine");
        _files[index].Dispose();
        var name = index == 0 ? StationJournal.SlotA : StationJournal.SlotB;
        _disk.Rename(name, aside);
        _files[index] = _disk.Open(name);
        _disk.SyncFolder();
        return aside;
    }

    private string FreeName(string kind)
    {
        var taken = _disk.List().ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue).Select(number => $"{kind}-{number:D4}.journal").First(name => !taken.Contains(name));
    }

    private StationJournal Begin(int index, long generation, long end, long sequence)
    {
        var journal = new StationJournal(_files[index], _files[1 - index], generation, end, NextBoot, sequence);
        if (_slots[index].Unmarked || _slots[index].IntactLength != end || _slots[index].FileLength != end) journal.Mark();
        return journal;
    }
}
