using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>The disk under the database is really full, a file system with no block left, while stations charge; then there is room again.</summary>
public sealed class DiskFullUnderLoadTests
{
    [Theory]
    [InlineData("SQLite", 32)]
    [InlineData("PostgreSQL", 160)]
    public async Task What_finds_no_room_is_refused_and_nothing_answered_is_lost(string database, int mebibytes)
    {
        if (SmallDisk.WhyNot is { } reason) Assert.Skip(reason);
        using var disk = SmallDisk.InMemory(mebibytes);
        await using var world = await LoadWorld.StartAsync(new LoadSetting { OnPostgres = database == "PostgreSQL", DataFolder = Path.Combine(disk.Path, "data") });
        for (var cycle = 1; cycle <= Scale.Of(inTest: 2, whole: 20); cycle++)
        {
            await world.AnswersAsync(100, $"cycle {cycle}");
            var refused = world.Ledger.Refused;
            disk.Fill();
            await Eventually.HoldsAsync(
                () =>
                {
                    // What a checkpoint gave back is taken as well.
                    disk.Fill();
                    return world.Ledger.Refused > refused + 30;
                },
                "stations are told that their messages cannot be stored", TimeSpan.FromMinutes(2));
            await Eventually.HoldsAsync(async () => !await world.Csms.Api.IsReadyAsync(), "GET /health/ready answers 503");
            await world.Csms.Api.IsLiveAsync();
            disk.MakeRoom();
            // PostgreSQL without room for its log ends itself; an init system starts it again.
            if (world.Server is { HasExited: true } ended) ended.StartAgain();
            await world.AnswersAsync(50, $"cycle {cycle}, there is room again");
            await Eventually.HoldsAsync(world.Csms.Api.IsReadyAsync, "GET /health/ready answers 200 again");
            await world.CheckAsync();
        }
        await world.EndAsync();
    }
}
