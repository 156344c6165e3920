using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;

namespace Ampwright.EndToEnd.Crash;

/// <summary>PostgreSQL dies by SIGKILL under the CSMS and comes back; the CSMS runs on, and so do the stations.</summary>
public sealed class DatabaseKilledUnderLoadTests
{
    private const int Cycles = 5;
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
}
