using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;

namespace Ampwright.EndToEnd.Crash;

/// <summary>The CSMS dies by SIGKILL in the middle of its work, over and over, while stations keep charging.</summary>
public sealed class CsmsKilledUnderLoadTests
{
    private const int Seed = 20260301;

    [Theory]
    [InlineData("SQLite", 60)]
    [InlineData("PostgreSQL", 40)]
    public async Task Nothing_answered_is_lost_and_nothing_is_doubled_over_many_kills_under_load(string database, int scaled)
    {
        // bench/torture: ten parts of a hundred, a thousand answers between two kills.
        var cycles = Scale.Of(scaled, whole: 100);
        await using var world = await LoadWorld.StartAsync(onPostgres: database == "PostgreSQL");
        var random = new Random(Seed + Scale.Part);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            await world.AnswersAsync(random.Next(Scale.Of(30, 500), Scale.Of(100, 1600)), $"cycle {cycle}");
            await world.Csms.KillAsync();
            await world.Csms.StartAgainAsync();
            await world.CheckAsync();
        }
        await world.EndAsync();

        // The kills did hit messages that were under way.
        Assert.True(world.Ledger.Retried > cycles, $"Only {world.Ledger.Retried} retries: the load was too thin to prove anything.");
    }
}
