using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;

namespace Ampwright.EndToEnd.Crash;

/// <summary>PostgreSQL dies by SIGKILL under the CSMS and comes back; the CSMS runs on, and so do the stations.</summary>
public sealed class DatabaseKilledUnderLoadTests
{
    // bench/torture: ten parts.
    private static readonly int Cycles = Scale.Of(inTest: 5, whole: 20);
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Nothing_answered_is_lost_nothing_is_doubled_and_the_CSMS_recovers_by_itself()
    {
        await using var world = await LoadWorld.StartAsync(onPostgres: true);
        var slowest = TimeSpan.Zero;
        for (var cycle = 1; cycle <= Cycles; cycle++)
        {
            await world.AnswersAsync(100, $"cycle {cycle}");
            var refused = world.Ledger.Refused;
            await world.Server!.KillAsync();
            await Eventually.HoldsAsync(() => world.Ledger.Refused > refused + 10, "stations are told that their messages cannot be stored");
            Assert.False(world.Csms.Process.HasExited);
            Assert.False(await world.Csms.Api.IsReadyAsync());
            world.Server.StartAgain();
            var back = TimeProvider.System.GetTimestamp();
            await world.AnswersAsync(1, $"cycle {cycle}, the server is back");
            slowest = slowest > TimeProvider.System.GetElapsedTime(back) ? slowest : TimeProvider.System.GetElapsedTime(back);
            await Eventually.HoldsAsync(world.Csms.Api.IsReadyAsync, "GET /health/ready answers 200 again");
            await world.CheckAsync();
        }
        await world.EndAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"The first answer came at the latest {slowest.TotalSeconds:0.00} s after the server served again.");
        Assert.True(slowest < BackWithin, $"The first answer came {slowest.TotalSeconds:0.0} s after the server served again.");
    }

    [Fact]
    public async Task A_database_that_stands_still_for_5_s_and_more_holds_up_nobody_but_who_needs_it_and_loses_nothing()
    {
        await using var world = await LoadWorld.StartAsync(onPostgres: true);
        await world.AnswersAsync(100, "before");
        world.Server!.Pause();
        var began = TimeProvider.System.GetTimestamp();
        var answered = world.Ledger.Answered;
        var seconds = Scale.Of(inTest: 5, whole: 60);
        // All the time, what needs no database is answered.
        await Eventually.HoldsAsync(
            async () =>
            {
                await world.Csms.Api.IsLiveAsync();
                return TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(seconds);
            },
            "the database has stood still long enough", TimeSpan.FromMinutes(2));
        Assert.False(await world.Csms.Api.IsReadyAsync());
        // Nothing was answered as stored meanwhile, but for what had been on its way when the server stopped.
        Assert.InRange(world.Ledger.Answered, answered, answered + 20);
        world.Server.Resume();
        await world.AnswersAsync(100, "after");
        await Eventually.HoldsAsync(world.Csms.Api.IsReadyAsync, "GET /health/ready answers 200 again");
        await world.EndAsync();
    }
}
