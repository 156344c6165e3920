using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Journal;

public sealed class JournalDamageTests
{
    private const string Appended = "appended";
    private const string Compacted = "compacted";

    [Theory]
    [InlineData(Appended, 0xFF)]
    [InlineData(Appended, 0x01)]
    [InlineData(Compacted, 0xFF)]
    [InlineData(Compacted, 0x80)]
    public void Any_flipped_byte_is_found_and_no_record_before_it_is_lost(string how, byte flip)
    {
        var (life, image, file) = Whole(how);
        var ends = RecordEnds(image[file]);
        for (var at = 0; at < image[file].Length; at++)
        {
            var disk = image.AfterKill();
            disk.Flip(file, at, flip);
            var (journal, replay, health) = StationJournal.Open(disk);
            Assert.False(health.Clean, $"a flip at {at} was not noticed");
            life.AssertOnlyThose(replay, ends.Count(end => end <= at), $"flip at {at}");
            if (health.Damage is { } damage)
            {
                Assert.True(damage.Offset <= at, $"damage at {at} was placed at {damage.Offset}");
                Assert.Equal(image[file].Length, disk[damage.File].Length);
            }
            else
            {
                // Only the mark of the last sync can be spoilt without proof that it had been safe; no record goes with it.
                Assert.Equal(life.Written.Count, replay.Count);
            }

            // The repair holds: the next opening finds nothing wrong.
            life.Written.RemoveRange(replay.Count, life.Written.Count - replay.Count);
            life.Append(journal, "after the repair");
            journal.Sync();
            var again = StationJournal.Open(disk.AfterPowerCut(at));
            Assert.True(again.Health.Damage is null, $"second opening after a flip at {at}");
            Assert.Equal(life.Written, JournalLife.Texts(again.Replay));
            (life, _, _) = Whole(how);
        }
    }

    [Theory]
    [InlineData(Appended)]
    [InlineData(Compacted)]
    public void A_file_cut_at_any_byte_keeps_every_record_before_the_cut(string how)
    {
        var (life, image, file) = Whole(how);
        var ends = RecordEnds(image[file]);
        for (var length = 0; length < image[file].Length; length++)
        {
            var disk = image.AfterKill();
            disk[file] = disk[file][..length];
            var (_, replay, health) = StationJournal.Open(disk);
            Assert.Equal(life.Written.Take(ends.Count(end => end <= length)), JournalLife.Texts(replay));
            Assert.False(
                health.Clean && length > 2 * JournalSlot.HeaderLength + JournalFrame.Overhead && !EndsAFrame(image[file], length),
                $"a cut at {length} was not noticed");
        }
    }

    [Fact]
    public void Intact_records_behind_the_damage_are_handed_out_but_not_replayed()
    {
        var (_, disk, file) = Whole(Appended);
        disk.Flip(file, RecordEnds(disk[file])[2] - 1, 1);
        var opening = StationJournal.Open(disk);
        Assert.Equal(["one", "two"], JournalLife.Texts(opening.Replay));
        Assert.Equal(["four", "five", "six"], JournalLife.Texts(opening.Health.Damage!.Beyond));
    }

    [Fact]
    public void A_torn_end_in_the_form_of_a_whole_record_is_copied_before_it_is_cut_off()
    {
        var disk = new SimulatedDisk();
        var life = new JournalLife();
        var journal = StationJournal.Open(disk).Journal;
        life.Append(journal, "one");
        journal.Sync();
        life.Append(journal, "two");
        disk.Flip(StationJournal.SlotA, ^1, 1);

        var opening = StationJournal.Open(disk);

        Assert.Equal(["one"], JournalLife.Texts(opening.Replay));
        Assert.Equal(JournalFrame.Overhead + 3, opening.Health.TornBytes);
        Assert.Contains("torn-0001.journal", disk.Files);
    }

    [Fact]
    public void A_folder_full_of_noise_is_set_aside_and_the_journal_begins_anew()
    {
        var disk = new SimulatedDisk();
        disk.Open(StationJournal.SlotA);
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        disk[StationJournal.SlotA] = noise;
        var (journal, replay, health) = StationJournal.Open(disk);
        Assert.Empty(replay);
        Assert.Equal(noise, disk[health.Damage!.File]);
        journal.Append(JournalLife.Note, 1, "x"u8);
        journal.Sync();
        Assert.Single(StationJournal.Open(disk.AfterPowerCut(1)).Replay);
    }

    private static (JournalLife Life, SimulatedDisk Disk, string File) Whole(string how)
    {
        var disk = new SimulatedDisk();
        var life = new JournalLife();
        using var journal = StationJournal.Open(disk).Journal;
        foreach (var text in (string[])["one", "two", "three", "four"])
        {
            life.Append(journal, text);
            journal.Sync();
        }

        if (how == Compacted) life.Compact(journal);
        life.Append(journal, "five");
        life.Append(journal, "six");
        journal.Sync();
        return (life, disk.AfterKill(), how == Compacted ? StationJournal.SlotB : StationJournal.SlotA);
    }

    private static List<int> RecordEnds(byte[] bytes) =>
        [.. Frames(bytes).Where(frame => frame.Type == JournalLife.Note).Select(frame => frame.End)];

    private static bool EndsAFrame(byte[] bytes, int length) => Frames(bytes).Any(frame => frame.End == length);

    private static List<(JournalRecordType Type, int End)> Frames(byte[] bytes)
    {
        var frames = new List<(JournalRecordType, int)>();
        for (var at = 0; JournalFrame.TryRead(bytes.AsSpan(at), out var frame);)
        {
            at += frame.Length;
            frames.Add((frame.Type, at));
        }

        return frames;
    }
}
