using Ampwright.Station.Journal;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Tests.Journal;

public sealed class MemoryCompactionTests
{
    private const int FactsUntilCompaction = 2_000;

    [Theory]
    [InlineData(DiskFault.IoError)]
    [InlineData(DiskFault.NoSpace)]
    public void A_disk_that_refuses_any_one_call_of_a_compaction_costs_nothing(object fault)
    {
        for (var call = 1; ; call++)
        {
            var disk = new SimulatedDisk();
            var memory = Open(disk);
            for (var number = 1; number < FactsUntilCompaction; number++) memory.Record(new ConfigurationSet("Key", $"{number}"), durable: number % 100 == 0);
            var (before, struck) = (disk.Calls, false);
            disk.FaultAt = number =>
            {
                if (number != before + call) return DiskFault.None;
                struck = true;
                return (DiskFault)fault;
            };
            memory.Record(new ConfigurationSet("Key", "last"), durable: true);
            memory.Record(new ConfigurationSet("Other", "after"), durable: true);
            if (!struck)
            {
                Assert.True(call > 8, $"it was over after {call - 1} calls");
                return;
            }

            var left = Open(disk.AfterPowerCut(seed: call)).State.Configuration;
            Assert.Equal(("last", "after"), (left["Key"], left["Other"]));
        }
    }

    private static StationMemory Open(SimulatedDisk disk) => new(StationJournal.Open(disk, StationMemory.Knows));
}
