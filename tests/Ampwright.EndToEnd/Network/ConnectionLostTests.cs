using Ampwright.EndToEnd.Sessions;
using Ampwright.TestKit.Wire;

namespace Ampwright.EndToEnd.Network;

/// <summary>The line between station and CSMS breaks; the session does not.</summary>
public sealed class ConnectionLostTests
{
    [Fact]
    public async Task A_session_stopped_while_the_network_is_cut_is_delivered_when_it_is_back()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        var before = await site.EnergyFlowsAsync(station);

        await station.Control.CutNetworkAsync();
        await site.EventuallyAsync(async () => !(await site.Api.StationAsync(station.Identity)).Connected, "the CSMS sees the station gone");
        await station.Control.CardAsync(Site.Card);
        await station.Control.RestoreNetworkAsync();
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal(before.Id, ended.Id);
        Assert.True(ended.EnergyWh >= before.EnergyWh);
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Single(site.Wire.Calls("StartTransaction"));
        Assert.Single(site.Wire.Calls("StopTransaction"));
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task A_line_cut_without_a_goodbye_is_dialled_again_and_the_session_goes_on()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        var before = await site.EnergyFlowsAsync(station);

        site.Proxy.Cut();
        await site.TransactionAsync(station, one => one.IsRunning && one.EnergyWh > before.EnergyWh && site.Proxy.Connections == 2, "goes on over a second connection");
        await station.Control.CardAsync(Site.Card);
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal(before.Id, ended.Id);
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Single(site.Wire.Calls("BootNotification"));
        Assert.Single(site.Wire.Calls("StartTransaction"));
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task A_StartTransaction_whose_answer_was_lost_with_the_line_is_retried_and_gets_the_same_answer()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        site.Proxy.Doom(frame => frame.IsAnswerTo("StartTransaction"), Fate.Cut);
        await station.Control.PlugAsync();

        await station.Control.CardAsync(Site.Card);
        await site.EventuallyAsync(() => site.Wire.Answers("StartTransaction").Count == 2, "the start is answered a second time");

        await AssertOneStartAsync(site, station);
    }

    [Fact]
    public async Task A_StartTransaction_whose_answer_never_came_is_retried_on_the_same_line()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync(configuration: "TransactionMessageRetryInterval=1");
        site.Proxy.Doom(frame => frame.IsAnswerTo("StartTransaction"), Fate.Lost);
        await station.Control.PlugAsync();

        await station.Control.CardAsync(Site.Card);
        await site.EventuallyAsync(() => site.Wire.Answers("StartTransaction").Count == 2, "the start is answered a second time");

        Assert.Equal(1, site.Proxy.Connections);
        await AssertOneStartAsync(site, station);
    }

    [Fact]
    public async Task A_StopTransaction_whose_answer_was_lost_is_retried_and_ends_the_session_once()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        site.Proxy.Doom(frame => frame.IsAnswerTo("StopTransaction"), Fate.Cut);
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        await site.EnergyFlowsAsync(station);

        await station.Control.CardAsync(Site.Card);
        await site.EventuallyAsync(() => site.Wire.Answers("StopTransaction").Count == 2, "the stop is answered a second time");
        var ended = await site.EndedTransactionAsync(station);

        var stops = site.Wire.Calls("StopTransaction");
        Assert.Equal(stops[0].Payload.GetRawText(), stops[1].Payload.GetRawText());
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Empty(ended.Flags);
        Assert.Empty(site.Wire.Objections);
    }

    private static async Task AssertOneStartAsync(Site site, TestKit.Programs.StationProgram station)
    {
        var calls = site.Wire.Calls("StartTransaction");
        Assert.Equal(calls[0].Payload.GetRawText(), calls[1].Payload.GetRawText());
        var answers = site.Wire.Answers("StartTransaction");
        Assert.Equal(answers[0].Payload.GetRawText(), answers[1].Payload.GetRawText());

        await site.EnergyFlowsAsync(station);
        await station.Control.CardAsync(Site.Card);
        var ended = await site.EndedTransactionAsync(station);
        Assert.Single(await site.Api.TransactionsAsync(station.Identity));
        Assert.Equal(answers[0].Payload.GetProperty("transactionId").GetInt32(), ended.Id);
        SessionTests.AssertEnergyAgrees(site, ended);
        Assert.Empty(site.Wire.Objections);
    }
}
