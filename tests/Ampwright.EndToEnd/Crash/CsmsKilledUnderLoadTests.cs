using Ampwright.EndToEnd.Load;

namespace Ampwright.EndToEnd.Crash;

/// <summary>The CSMS dies by SIGKILL in the middle of its work, over and over, while stations keep charging.</summary>
public sealed class CsmsKilledUnderLoadTests
{
    private const int Seed = 20260301;

    [Theory]
    [InlineData("SQLite", 20)]
    [InlineData("PostgreSQL", 8)]
    public async Task Nothing_answered_is_lost_and_nothing_is_doubled_over_many_kills_under_load(string database, int cycles)
    {
        await using var world = await LoadWorld.StartAsync(onPostgres: database == "PostgreSQL");
        var random = new Random(Seed);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            await world.AnswersAsync(random.Next(30, 200), $"cycle {cycle}");
            await world.Csms.KillAsync();
            await world.Csms.StartAgainAsync();
            await world.CheckAsync();
        }
        await world.EndAsync();

        // The kills did hit messages that were under way.
        Assert.True(world.Ledger.Retried > cycles, $"Only {world.Ledger.Retried} retries: the load was too thin to prove anything.");
    }
}
