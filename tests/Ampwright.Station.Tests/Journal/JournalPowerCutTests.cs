using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Journal;

public sealed class JournalPowerCutTests
{
    [Fact]
    public void A_power_cut_at_any_disk_call_keeps_every_synced_record()
    {
        var cuts = 0;
        for (var call = 1; call <= CallsOfAWholeLife(); call++)
        {
            for (var seed = 0; seed < 20; seed++, cuts++)
            {
                var (life, disk) = LifeWith(DiskFault.PowerCut, call);
                var opening = StationJournal.Open(disk.AfterPowerCut(seed));
                life.AssertKept(opening.Replay, $"call {call}, seed {seed}");
                Assert.Null(opening.Health.Damage);
            }
        }

        Assert.True(cuts >= 1000, $"only {cuts} cuts");
    }

    [Fact]
    public void A_second_power_cut_during_the_recovery_from_the_first_loses_nothing_either()
    {
        for (var call = 1; call <= CallsOfAWholeLife(); call++)
        {
            var (life, disk) = LifeWith(DiskFault.PowerCut, call);
            for (var second = 1; second <= 8; second++)
            {
                var found = disk.AfterPowerCut(call);
                found.FaultAt = number => number == second ? DiskFault.PowerCut : DiskFault.None;
                try
                {
                    StationJournal.Open(found).Journal.Dispose();
                }
                catch (PowerCutException)
                {
                    // As intended.
                }

                var opening = StationJournal.Open(found.AfterPowerCut(second));
                life.AssertKept(opening.Replay, $"call {call}, then {second}");
                Assert.Null(opening.Health.Damage);
            }
        }
    }

    [Fact]
    public void What_a_recovery_replayed_is_still_there_after_the_next_power_cut()
    {
        for (var call = 1; call <= CallsOfAWholeLife(); call++)
        {
            var found = LifeWith(DiskFault.PowerCut, call).Disk.AfterPowerCut(call * 7);
            var replayed = JournalLife.Texts(StationJournal.Open(found).Replay);
            Assert.Equal(replayed, JournalLife.Texts(StationJournal.Open(found.AfterPowerCut(call)).Replay));
        }
    }

    [Fact]
    public void A_killed_process_loses_nothing_at_all()
    {
        var life = new JournalLife();
        var disk = new SimulatedDisk();
        life.Run(disk);
        Assert.Equal(life.Written, JournalLife.Texts(StationJournal.Open(disk.AfterKill()).Replay));
    }

    [Theory]
    [InlineData(DiskFault.IoError)]
    [InlineData(DiskFault.NoSpace)]
    public void A_disk_error_at_any_call_is_reported_and_costs_no_acknowledged_record(object fault)
    {
        for (var call = 1; call <= CallsOfAWholeLife(); call++)
        {
            var disk = new SimulatedDisk { FaultAt = number => number == call ? (DiskFault)fault : DiskFault.None };
            var life = new JournalLife();
            // A sync mark that fails just before a compaction is healed by it; everything else shows.
            if (Record.Exception(() => life.Run(disk)) is { } thrown) Assert.IsAssignableFrom<IOException>(thrown);
            else Assert.Equal("never synced", life.Written[^1]);
            life.AssertKept(StationJournal.Open(disk.AfterPowerCut(call)).Replay, $"{fault} at {call}");
            life.AssertKept(StationJournal.Open(disk.AfterKill()).Replay, $"{fault} at {call}, killed");
        }
    }

    [Fact]
    public void After_a_failed_sync_nothing_is_taken_until_a_compaction_has_written_everything_anew()
    {
        var disk = new SimulatedDisk();
        var life = new JournalLife();
        var journal = StationJournal.Open(disk).Journal;
        life.Append(journal, "one");
        var failing = true;
        disk.FaultAt = _ => failing ? DiskFault.IoError : DiskFault.None;
        Assert.Throws<JournalFailedException>(journal.Sync);
        failing = false;
        Assert.True(journal.Failed);
        Assert.Throws<JournalFailedException>(journal.Sync);
        Assert.Throws<JournalFailedException>(() => journal.Append(JournalLife.Note, 1, []));

        life.Compact(journal);
        life.Append(journal, "two");
        journal.Sync();

        Assert.False(journal.Failed);
        Assert.Equal(["one", "two"], JournalLife.Texts(StationJournal.Open(disk.AfterPowerCut(1)).Replay));
    }

    [Fact]
    public void A_compaction_that_fails_at_any_call_can_be_repeated()
    {
        for (var call = 1; call <= 8; call++)
        {
            var disk = new SimulatedDisk();
            var life = new JournalLife();
            var journal = StationJournal.Open(disk).Journal;
            life.Append(journal, "one");
            journal.Sync();
            life.Append(journal, "two");
            journal.Sync();
            var start = disk.Calls;
            disk.FaultAt = number => number == start + call ? DiskFault.IoError : DiskFault.None;
            if (Record.Exception(() => life.Compact(journal)) is not null)
            {
                life.AssertKept(StationJournal.Open(disk.AfterPowerCut(call)).Replay, $"failed at {call}");
                life.Compact(journal);
            }

            if (journal.Failed) life.Compact(journal);
            life.Append(journal, "three");
            journal.Sync();
            Assert.Equal(["one", "two", "three"], JournalLife.Texts(StationJournal.Open(disk.AfterPowerCut(call)).Replay));
        }
    }

    private static int CallsOfAWholeLife()
    {
        var disk = new SimulatedDisk();
        new JournalLife().Run(disk);
        return disk.Calls;
    }

    private static (JournalLife Life, SimulatedDisk Disk) LifeWith(DiskFault fault, int call)
    {
        var disk = new SimulatedDisk { FaultAt = number => number == call ? fault : DiskFault.None };
        var life = new JournalLife();
        Assert.ThrowsAny<PowerCutException>(() => life.Run(disk));
        return (life, disk);
    }
}
