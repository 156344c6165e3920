using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Journal;

public sealed class StationJournalTests
{
    [Fact]
    public void Records_come_back_in_order_with_the_life_they_were_written_in()
    {
        var disk = new SimulatedDisk();
        var life = new JournalLife();
        var first = StationJournal.Open(disk).Journal;
        life.Append(first, "one");
        first.Sync();
        var second = StationJournal.Open(disk).Journal;
        life.Append(second, "two");
        second.Sync();

        var opening = StationJournal.Open(disk);

        Assert.Equal(["one", "two"], JournalLife.Texts(opening.Replay));
        Assert.Equal([1u, 2u], opening.Replay.Select(record => record.Boot));
        Assert.Equal([1L, 2L], opening.Replay.Select(record => record.Sequence));
        Assert.Equal(3u, opening.Journal.Boot);
        Assert.True(opening.Health.Clean);
    }

    [Fact]
    public void An_idle_journal_writes_nothing()
    {
        var disk = new SimulatedDisk();
        var life = new JournalLife();
        var journal = StationJournal.Open(disk).Journal;
        life.Append(journal, "one");
        journal.Sync();
        var calls = disk.Calls;
        journal.Sync();
        journal.Sync();
        Assert.Equal(calls, disk.Calls);
    }

    [Fact]
    public void A_compaction_replaces_everything_and_frees_the_space()
    {
        var disk = new SimulatedDisk();
        var life = new JournalLife();
        var journal = StationJournal.Open(disk).Journal;
        for (var number = 0; number < 1000; number++) life.Append(journal, $"record {number}");
        journal.Sync();
        var before = journal.Length;
        journal.Compact([new JournalEntry(JournalLife.Note, 1, "all there is"u8.ToArray())]);
        Assert.True(journal.Length < before / 100);
        Assert.Equal(["all there is"], JournalLife.Texts(StationJournal.Open(disk.AfterPowerCut(3)).Replay));
        Assert.Empty(disk[StationJournal.SlotA]);
    }

    [Fact]
    public void Records_of_an_unknown_version_are_kept_aside_and_carried_through_compactions()
    {
        var disk = new SimulatedDisk();
        var life = new JournalLife();
        var newer = StationJournal.Open(disk).Journal;
        life.Append(newer, "known");
        newer.Append(JournalLife.Note, 9, "from the future"u8);
        newer.Sync();

        var older = StationJournal.Open(disk, (_, version) => version == 1);
        Assert.Equal(["known"], JournalLife.Texts(older.Replay));
        Assert.Equal(["from the future"], JournalLife.Texts(older.Health.KeptAside));
        older.Journal.Compact([]);
        older.Journal.Compact([]);

        Assert.Equal(["from the future"], JournalLife.Texts(StationJournal.Open(disk).Replay));
    }

    [Fact]
    public void The_layout_on_disk_is_frozen()
    {
        // Stations in the field hold files of this layout. When this fails, do not change the expectation: read both layouts.
        var disk = new SimulatedDisk();
        var journal = StationJournal.Open(disk).Journal;
        journal.Append((JournalRecordType)16, 3, "Wh"u8);
        journal.Sync();
        string[] frames =
        [
            "10000000F1305B7F0100000000000000000000000101414D50574A524E310100000000000000", // header
            "10000000F1305B7F0100000000000000000000000101414D50574A524E310100000000000000", // header again
            "000000008F2B0C480100000000000000000000000201", // snapshot end
            "00000000611B496F0100000000000000000000000001", // sync mark
            "02000000A924D54301000000010000000000000010035768", // record
            "00000000C4601FA40100000001000000000000000001", // sync mark
        ];
        Assert.Equal(string.Concat(frames), Convert.ToHexString(disk[StationJournal.SlotA]));
    }

    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        // The check value in the algorithm's catalogue.
        Assert.Equal(0xE3069283, JournalFrame.Crc32C("1234"u8, "56789"u8));
        Assert.Equal(0xE3069283, JournalFrame.Crc32C("123456789"u8, []));
    }

    [Fact]
    public void A_record_longer_than_the_limit_is_refused_before_anything_is_written()
    {
        var disk = new SimulatedDisk();
        var journal = StationJournal.Open(disk).Journal;
        var calls = disk.Calls;
        Assert.Throws<ArgumentException>(() => journal.Append(JournalLife.Note, 1, new byte[JournalFrame.MaxPayload + 1]));
        Assert.Throws<ArgumentException>(() => journal.Append(JournalRecordType.SyncMark, 1, []));
        Assert.Equal(calls, disk.Calls);
    }

    [Fact]
    public void A_real_folder_keeps_the_records_and_lets_only_one_process_in()
    {
        var folder = Directory.CreateTempSubdirectory("ampwright-journal-").FullName;
        try
        {
            var life = new JournalLife();
            using (var journal = StationJournal.Open(new JournalFolder(folder)).Journal)
            {
                life.Append(journal, "one");
                journal.Sync();
                life.Compact(journal);
                life.Append(journal, "two");
                journal.Sync();
                Assert.ThrowsAny<IOException>(() => StationJournal.Open(new JournalFolder(folder)));
            }

            var opening = StationJournal.Open(new JournalFolder(folder));
            using (opening.Journal) Assert.Equal(["one", "two"], JournalLife.Texts(opening.Replay));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
