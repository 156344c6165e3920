using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>
/// The power is cut while stations charge. The data is on a file system of its own, and what comes back after the cut is what had reached its
/// disk: everything that was written and not synced is lost with the kernel's cache, which SIGKILL alone never shows.
/// </summary>
public sealed class PowerCutUnderLoadTests
{
    [Theory]
    [InlineData("SQLite", 96)]
    [InlineData("PostgreSQL", 320)]
    public async Task Nothing_answered_is_lost_with_the_cache_of_the_disk(string database, int mebibytes)
    {
        if (SmallDisk.WhyNot is { } reason) Assert.Skip(reason);
        using var disk = SmallDisk.InFile(mebibytes);
        await using var world = await LoadWorld.StartAsync(new LoadSetting { OnPostgres = database == "PostgreSQL", DataFolder = Path.Combine(disk.Path, "data") });
        var random = new Random(20260301 + Scale.Part);
        for (var cut = 1; cut <= Scale.Of(inTest: database == "SQLite" ? 8 : 4, whole: 100); cut++)
        {
            await world.AnswersAsync(random.Next(20, 120), $"cut {cut}");
            // What they wrote and did not sync stays in the kernel's cache, and is not on the disk that comes back.
            await world.Csms.KillAsync();
            if (world.Server is { } server) await server.CutAsync();
            disk.Freeze();
            disk.ComeBack();
            world.Server?.StartAgain();
            await world.Csms.StartAgainAsync();
            await world.CheckAsync();
        }
        await world.EndAsync();
    }
}
