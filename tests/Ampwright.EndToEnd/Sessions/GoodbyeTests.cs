namespace Ampwright.EndToEnd.Sessions;

/// <summary>Starting and ending of the two programs.</summary>
public sealed class GoodbyeTests
{
    [Fact]
    public async Task Both_programs_end_with_code_0_within_five_seconds_of_SIGTERM_in_the_middle_of_a_session()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        await site.EnergyFlowsAsync(station);

        Assert.True(await site.Api.IsReadyAsync());
        Assert.Equal(0, await site.Csms.TerminateAsync());
        Assert.False(await site.Api.IsReadyAsync());
        Assert.Equal(0, await station.TerminateAsync());
    }

    [Fact]
    public async Task A_CSMS_started_again_serves_its_stations_where_it_left_off()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        var before = await site.EnergyFlowsAsync(station);

        await site.Csms.TerminateAsync();
        await site.Csms.StartAgainAsync();
        var after = await site.TransactionAsync(station, one => one.IsRunning && one.EnergyWh > before.EnergyWh, "takes more energy than before");
        await station.Control.CardAsync(Site.Card);
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal((before.Id, before.Id), (after.Id, ended.Id));
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Single(site.Wire.Calls("StartTransaction"));
    }
}
