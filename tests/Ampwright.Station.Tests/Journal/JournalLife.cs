using System.Text;
using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Journal;

/// <summary>A run of appends, syncs and compactions that keeps book of what was written and what was acknowledged.</summary>
internal sealed class JournalLife
{
    public const JournalRecordType Note = (JournalRecordType)200;

    public List<string> Written { get; } = [];

    /// <summary>How many of <see cref="Written"/> a sync has covered.</summary>
    public int Acknowledged { get; private set; }

    public static IReadOnlyList<string> Texts(IEnumerable<JournalRecord> records) =>
        [.. records.Select(record => Encoding.UTF8.GetString(record.Payload.Span))];

    /// <summary>Opens, writes records of several sizes, syncs at edges, compacts twice.</summary>
    public void Run(SimulatedDisk disk, int edges = 9)
    {
        using var journal = StationJournal.Open(disk).Journal;
        for (var edge = 1; edge <= edges; edge++)
        {
            for (var part = 0; part < edge % 3 + 1; part++) Append(journal, $"{edge}.{part} {new string('x', edge * 97 % 700)}");
            journal.Sync();
            Acknowledged = Written.Count;
            if (edge % 4 == 0) Compact(journal);
        }

        Append(journal, "never synced");
    }

    public void Append(StationJournal journal, string text)
    {
        Written.Add(text);
        journal.Append(Note, 1, Encoding.UTF8.GetBytes(text));
    }

    public void Compact(StationJournal journal)
    {
        journal.Compact(Written.Select(text => new JournalEntry(Note, 1, Encoding.UTF8.GetBytes(text))));
        Acknowledged = Written.Count;
    }

    /// <summary>All acknowledged records are there, in order, and after them nothing but records that were written next.</summary>
    public void AssertKept(IReadOnlyList<JournalRecord> replay, string when)
    {
        var texts = Texts(replay);
        Assert.True(texts.Count >= Acknowledged, $"{when}: {Acknowledged} records were acknowledged, {texts.Count} are left");
        Assert.Equal(Written.Take(texts.Count), texts);
    }

    /// <summary>At least the first <paramref name="least"/> records are there, and nothing that was never written.</summary>
    public void AssertOnlyThose(IReadOnlyList<JournalRecord> replay, int least, string when)
    {
        var texts = Texts(replay);
        Assert.True(texts.Count >= least, $"{when}: {texts.Count} records of at least {least}");
        Assert.Equal(Written.Take(texts.Count), texts);
    }
}
