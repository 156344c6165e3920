using System.Buffers.Binary;

namespace Ampwright.Station.Journal;

/// <summary>
/// What one of the two journal files holds:
/// <code>
///  header  header  snapshot record …  snapshot end  record …  sync mark  record …  sync mark
/// </code>
/// A sync mark is written right after a sync, so whatever stands before one was durable. That tells the half-written end that a
/// power cut leaves from damage to something that had been safe.
/// </summary>
internal sealed record JournalSlot
{
    /// <summary>Length of one of the two headers, bytes.</summary>
    public const int HeaderLength = JournalFrame.Overhead + 16;

    private static ReadOnlySpan<byte> Magic => "AMPWJRN1"u8;

    public bool Empty { get; init; }

    /// <summary>Counts compactions up; null when neither header can be read.</summary>
    public long? Generation { get; init; }

    /// <summary>The snapshot is whole, so this slot can stand alone.</summary>
    public bool Complete { get; init; }

    public IReadOnlyList<JournalRecord> Records { get; init; } = [];

    public uint LastBoot { get; init; }

    public long LastSequence { get; init; }

    /// <summary>Where the first frame that cannot be read begins; the file's length when all can.</summary>
    public long IntactLength { get; init; }

    public long FileLength { get; init; }

    /// <summary>Records stand behind the last sync mark.</summary>
    public bool Unmarked { get; init; }

    /// <summary>Durable content was spoilt, as something behind it or the second header proves.</summary>
    public bool Damaged { get; init; }

    /// <summary>Where the first spoilt frame begins, bytes.</summary>
    public long DamageOffset { get; init; }

    public IReadOnlyList<JournalRecord> Beyond { get; init; } = [];

    public static byte[] Header(uint boot, long sequence, long generation)
    {
        Span<byte> payload = stackalloc byte[16];
        Magic.CopyTo(payload);
        BinaryPrimitives.WriteInt64LittleEndian(payload[8..], generation);
        var frame = JournalFrame.Write(boot, sequence, JournalRecordType.SlotHeader, 1, payload);
        return [.. frame, .. frame];
    }

    public static JournalSlot Read(IJournalFile file)
    {
        var bytes = new byte[file.Length];
        var got = file.ReadAt(0, bytes);
        return got == bytes.Length
            ? Read(bytes)
            : throw new IOException($"Only {got} of the journal's {bytes.Length} bytes can be read.");
    }

    public static JournalSlot Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return new JournalSlot { Empty = true };
        var first = TryReadHeader(bytes.Span, out var header);
        JournalFrame copy = default;
        var second = bytes.Length > HeaderLength && TryReadHeader(bytes.Span[HeaderLength..], out copy);
        if (!first && !second)
        {
            var lost = Search(bytes, 0, 0, out _);
            return new JournalSlot { FileLength = bytes.Length, Damaged = lost.Count > 0, Beyond = lost };
        }

        if (!first) header = copy;
        var generation = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[((first ? 0 : HeaderLength) + JournalFrame.Overhead + 8)..]);
        var records = new List<JournalRecord>();
        var (boot, sequence, complete, unmarked) = (header.Boot, header.Sequence, false, false);
        var at = Math.Min(2 * HeaderLength, bytes.Length);
        while (at < bytes.Length && JournalFrame.TryRead(bytes.Span[at..], out var frame) && Follows(frame, boot, sequence))
        {
            (boot, sequence) = (frame.Boot, frame.Sequence);
            if (IsRecord(frame)) records.Add(Record(frame, bytes, at));
            complete |= frame.Type == JournalRecordType.SnapshotEnd;
            unmarked = IsRecord(frame) || (unmarked && frame.Type != JournalRecordType.SyncMark);
            at += frame.Length;
        }

        var beyond = Search(bytes, at, sequence, out var markBeyond);
        return new JournalSlot
        {
            Generation = generation,
            Complete = complete,
            Records = records,
            LastBoot = boot,
            LastSequence = sequence,
            IntactLength = at,
            FileLength = bytes.Length,
            Unmarked = unmarked,
            Damaged = markBeyond || (complete && first != second),
            DamageOffset = first == second ? at : first ? HeaderLength : 0,
            Beyond = beyond,
        };
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> bytes, out JournalFrame frame) =>
        JournalFrame.TryRead(bytes, out frame)
        && frame is { Type: JournalRecordType.SlotHeader, PayloadLength: 16 }
        && bytes.Slice(JournalFrame.Overhead, 8).SequenceEqual(Magic);

    private static bool IsRecord(JournalFrame frame) => frame.Type > JournalRecordType.SnapshotEnd;

    // A record is the next in the count; the journal's own frames repeat the number of the record before them.
    private static bool Follows(JournalFrame frame, uint boot, long sequence) =>
        frame.Boot >= boot && frame.Sequence == (IsRecord(frame) ? sequence + 1 : sequence);

    private static JournalRecord Record(JournalFrame frame, ReadOnlyMemory<byte> bytes, int at) => new(
        frame.Boot, frame.Sequence, frame.Type, frame.Version, bytes.Slice(at + JournalFrame.Overhead, frame.PayloadLength));

    /// <summary>Looks byte by byte for intact frames behind unreadable bytes.</summary>
    private static List<JournalRecord> Search(ReadOnlyMemory<byte> bytes, int from, long sequence, out bool mark)
    {
        mark = false;
        var found = new List<JournalRecord>();
        for (var at = from; at < bytes.Length;)
        {
            if (!JournalFrame.TryRead(bytes.Span[at..], out var frame) || frame.Sequence < sequence)
            {
                at++;
                continue;
            }

            if (IsRecord(frame)) found.Add(Record(frame, bytes, at));
            mark |= frame.Type == JournalRecordType.SyncMark;
            sequence = frame.Sequence;
            at += frame.Length;
        }

        return found;
    }
}
