using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>The CSMS dies by SIGKILL in the middle of its work, over and over, while stations keep charging.</summary>
public sealed class CsmsKilledUnderLoadTests
{
    private const int Cycles = 20;
    private const int Stations = 6;
    private const int Seed = 20260301;

    [Fact]
    public async Task Nothing_answered_is_lost_and_nothing_is_doubled_over_20_kills_under_load()
    {
        using var folder = new TemporaryFolder();
        await using var csms = await CsmsProgram.StartAsync(folder["csms"]);
        var random = new Random(Seed);
        var ledger = new Ledger();
        var identities = Enumerable.Range(1, Stations).Select(number => $"LOAD-{number}").ToList();
        for (var tag = 0; tag < 4; tag++) await csms.Api.AddIdTagAsync($"TAG{tag}", blocked: tag == 3);
        using var noMoreSessions = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var load = new List<Task>();
        try
        {
            foreach (var identity in identities)
            {
                var password = await csms.Api.RegisterStationAsync(identity);
                load.Add(ChargeAsync(new LoadStation(csms.StationUrl, identity, password, ledger, seed: load.Count + 1), noMoreSessions.Token, stop.Token));
            }

            var audit = new Audit(csms.Api, ledger);
            for (var cycle = 1; cycle <= Cycles; cycle++)
            {
                // Somewhere in the middle: with six stations there is always something sent and not yet answered.
                var until = ledger.Answered + random.Next(30, 200);
                await Eventually.HoldsAsync(() => ledger.Answered >= until || load.Exists(station => station.IsFaulted), $"cycle {cycle}: the load gets its answers");
                await csms.KillAsync();
                await csms.StartAgainAsync();
                await audit.CheckAsync(identities);
            }

            await noMoreSessions.CancelAsync();
            await Task.WhenAll(load).WaitAsync(Eventually.Deadline, TimeProvider.System);
            await audit.CheckAsync(identities);

            // Every session came to its end, and the kills did hit messages that were under way.
            Assert.All(ledger.Entries, entry => Assert.True(entry.StopAnswered));
            Assert.True(ledger.Retried > Cycles, $"Only {ledger.Retried} retries: the load was too thin to prove anything.");
            TestContext.Current.TestOutputHelper?.WriteLine($"{ledger.Entries.Count} sessions, {ledger.Answered} answers, {ledger.Retried} retries");
        }
        finally
        {
            await stop.CancelAsync();
            TestContext.Current.TestOutputHelper?.WriteLine(csms.Report);
        }
    }

    private static async Task ChargeAsync(LoadStation station, CancellationToken noMoreSessions, CancellationToken stop)
    {
        await using (station) await station.RunAsync(noMoreSessions, stop);
    }
}
