using Ampwright.EndToEnd.Sessions;
using Ampwright.TestKit.Wire;

namespace Ampwright.EndToEnd.Crash;

/// <summary>The station's process dies by SIGKILL; its journal is all it comes back with.</summary>
public sealed class StationKilledTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_station_killed_during_a_session_reports_exactly_one_start_and_one_stop()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        var before = await site.EnergyFlowsAsync(station);

        await station.KillAsync();
        await station.StartAgainAsync();
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal(before.Id, ended.Id);
        Assert.Single(await site.Api.TransactionsAsync(station.Identity));
        Assert.Single(site.Wire.Calls("StartTransaction"));
        Assert.Single(site.Wire.Calls("StopTransaction"));
        Assert.True(ended.EnergyWh >= before.EnergyWh);
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task A_station_killed_while_it_is_offline_delivers_start_and_stop_once_after_it_is_back()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        var before = await site.EnergyFlowsAsync(station);

        await station.Control.CutNetworkAsync();
        await station.Control.CardAsync(Site.Card);
        await site.EventuallyAsync(async () => !(await site.Api.StationAsync(station.Identity)).Connected, "the CSMS sees it gone");
        await station.KillAsync();
        await station.StartAgainAsync();
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal(before.Id, ended.Id);
        Assert.Single(await site.Api.TransactionsAsync(station.Identity));
        Assert.Single(site.Wire.Calls("StopTransaction"), call => call.Fate == Fate.Forwarded);
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_over_fifty_kills_during_sessions()
    {
        const int Stations = 2, Cycles = 25, Seed = 20261130;
        await using var site = await Site.StartAsync();
        var killed = new List<KilledStation>();
        for (var number = 1; number <= Stations; number++)
            killed.Add(new KilledStation(site, await site.StartStationAsync($"CP-{number}", "full", KilledStation.MeterHaste), number, Seed + number));

        await Task.WhenAll(killed.Select(async one =>
        {
            for (var cycle = 1; cycle <= Cycles; cycle++) await one.CycleAsync(cycle);
            await one.CheckAsync();
        }));

        // Most kills did hit a session that the station had begun.
        Assert.True(killed.Sum(one => one.SessionsSeen) >= 35, $"Only {killed.Sum(one => one.SessionsSeen)} sessions were under way.");
        output.WriteLine($"{killed.Sum(one => one.SessionsSeen)} sessions seen, of which {killed.Sum(one => one.SessionsWithEnergy)} had 100 Wh or more; {killed.Sum(one => one.EnergyWh)} Wh in all, "
            + $"shown and then lost: {killed.Max(one => one.MostLostWh)} Wh at most");
        Assert.Empty(site.Wire.Objections);
    }
}
