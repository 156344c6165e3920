using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Tests.Journal;

namespace Ampwright.Station.Tests.Firmware;

/// <summary>
/// The power goes at every single call of the journal's and the flash's disk during an update, and again during the start after it: there is
/// always an image that starts, and in the end the new one runs or the old one does and the CSMS knows which.
/// </summary>
public sealed class FirmwarePowerCutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_at_any_step_of_an_update_leaves_an_image_that_starts(bool flash)
    {
        var (journalCalls, flashCalls) = await CountAsync();
        var calls = flash ? flashCalls : journalCalls;
        Assert.True(calls >= 8, $"only {calls} calls");
        var updated = 0;
        for (var call = 1; call <= calls; call++)
        {
            await using var world = await FirmwareWorld.StartAsync();
            var disk = flash ? world.Test.Flash : world.Test.Disk;
            var at = disk.Calls + call;
            disk.FaultAt = number => number == at ? DiskFault.PowerCut : DiskFault.None;
            if (!CutDuring(world, Update)) continue;

            // Once more, a few calls into the next life.
            PowerCut(world, call);
            Assert.True(world.CanStart, $"cut at call {call}: nothing starts");
            var again = flash ? world.Test.Flash : world.Test.Disk;
            var second = 1 + (call % 9);
            again.FaultAt = number => number == second ? DiskFault.PowerCut : DiskFault.None;
            if (CutDuring(world, GoOn))
            {
                PowerCut(world, call + 1000);
                Assert.True(world.CanStart, $"cut at call {call}, then {second}: nothing starts");
                GoOn(world);
            }

            world.Test.Until(() => world.Update is null || world.Update.Step == UpdateStep.Done || world.Test.Resets.Count > 0);
            for (var reboot = 0; world.Test.Resets.Count > 0 && reboot < 3; reboot++)
            {
                world.Reboot();
                world.Test.Until(() => world.Update.Step == UpdateStep.Done || world.Test.Resets.Count > 0);
            }
            if (world.Update is null) continue; // Cut before the order was on the disk: it never had an answer.
            world.Test.Pass(30);
            Assert.Equal(world.Version == "0.2.0" ? "Installed" : "InstallationFailed", world.Told[^1]);
            Assert.True(world.CanStart);
            if (world.Version == "0.2.0") updated++;
        }

        Assert.True(updated > calls / 2, $"only {updated} of {calls} lives ended with the new image");
    }

    private static async Task<(int Journal, int Flash)> CountAsync()
    {
        await using var world = await FirmwareWorld.StartAsync();
        var (journal, flash) = (world.Test.Disk.Calls, world.Test.Flash.Calls);
        Update(world);
        return (world.Test.Disk.Calls - journal, world.Test.Flash.Calls - flash);
    }

    private static void Update(FirmwareWorld world)
    {
        world.Order(retries: 0);
        world.Test.Until(() => world.Test.Resets.Count > 0 || world.Update.Step == UpdateStep.Done);
    }

    private static void GoOn(FirmwareWorld world)
    {
        world.Test.PowerOn();
        world.Test.Pass(30);
        world.Test.Until(() => world.Update is null || world.Update.Step == UpdateStep.Done || world.Test.Resets.Count > 0);
    }

    private static bool CutDuring(FirmwareWorld world, Action<FirmwareWorld> life)
    {
        try
        {
            life(world);
            return false;
        }
        catch (Exception cut) when (cut is PowerCutException or StationLoopException { InnerException: PowerCutException })
        {
            return true;
        }
    }

    private static void PowerCut(FirmwareWorld world, int seed)
    {
        world.Test.Die();
        world.Test.Resets.Clear();
        world.Test.Disk = world.Test.Disk.AfterPowerCut(seed);
        world.Test.Flash = world.Test.Flash.AfterPowerCut(seed);
    }
}
