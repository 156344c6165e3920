using Ampwright.EndToEnd.Sessions;

namespace Ampwright.EndToEnd.Network;

/// <summary>The line goes dead without a sign: both sockets stay open and nothing comes through any more.</summary>
public sealed class BlackHoleTests
{
    [Fact]
    public async Task A_dead_line_is_found_by_the_CSMS_within_30_s_and_the_session_goes_on_over_a_new_one()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync(configuration: "WebSocketPingInterval=5");
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        var before = await site.EnergyFlowsAsync(station);

        var began = TimeProvider.System.GetTimestamp();
        site.Proxy.Swallow();
        await site.EventuallyAsync(async () => !(await site.Api.StationAsync(station.Identity)).Connected, "the CSMS takes the station for gone");
        var found = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine($"The CSMS found the dead line after {found.TotalSeconds:0.0} s.");
        Assert.InRange(found.TotalSeconds, 0, 30);

        site.Proxy.Restore();
        var after = await site.TransactionAsync(station, one => one.IsRunning && one.EnergyWh > before.EnergyWh && site.Proxy.Connections > 1, "goes on over another connection");
        Assert.Equal(before.Id, after.Id);
        await station.Control.CardAsync(Site.Card);
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal(before.Id, ended.Id);
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Single(await site.Api.TransactionsAsync(station.Identity));
    }
}
