using System.Text.Json;
using Ampwright.TestKit.Wire;

namespace Ampwright.EndToEnd.Sessions;

/// <summary>Charging as it should go, between a real station and a real CSMS; all of it looked at from outside.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_station_boots_is_accepted_and_reports_its_connectors()
    {
        await using var site = await Site.StartAsync();

        var station = await site.StartStationAsync();
        await site.StatusIsAsync(station, 0, "Available");
        await site.StatusIsAsync(station, 2, "Available");

        var seen = await site.Api.StationAsync("CP-1");
        Assert.True(seen.Connected);
        Assert.Equal("Ampwright", seen.Vendor);
        Assert.NotNull(seen.LastBootAt);
        Assert.Equal("BootNotification", site.Wire.Frames[0].Action);
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task Plug_first_then_card_charges_until_the_card_is_held_up_again()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();

        await station.Control.PlugAsync();
        await site.StatusIsAsync(station, 1, "Preparing");
        await station.Control.CardAsync(Site.Card);
        await site.EnergyFlowsAsync(station);
        await site.StatusIsAsync(station, 1, "Charging");
        await station.Control.CardAsync(Site.Card);
        var ended = await site.EndedTransactionAsync(station);
        await site.StatusIsAsync(station, 1, "Finishing");
        await station.Control.UnplugAsync();
        await site.StatusIsAsync(station, 1, "Available");

        Assert.Equal((Site.Card, "Accepted", 1), (ended.IdTag, ended.Authorization, ended.ConnectorId));
        Assert.Contains(ended.Reason, (string?[])["Local", null]);
        AssertEnergyAgrees(site, ended);
        Assert.Equal(["Available", "Preparing", "SuspendedEV", "Charging", "Finishing", "Available"], Statuses(site, connector: 1));
        Assert.Empty(ended.Flags);
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task Card_first_then_plug_charges_and_unplugging_at_the_car_ends_it()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();

        await station.Control.CardAsync(Site.Card);
        // One reader serves both sockets: the cable says which.
        await site.EventuallyAsync(() => site.Wire.Answers("Authorize").Count == 1, "the card was asked about");
        await station.Control.PlugAsync();
        await site.EnergyFlowsAsync(station);
        await station.Control.UnplugAtTheCarAsync();
        var ended = await site.EndedTransactionAsync(station);
        await station.Control.UnplugAsync(side: "station");
        await site.StatusIsAsync(station, 1, "Available");

        Assert.Equal("EVDisconnected", ended.Reason);
        AssertEnergyAgrees(site, ended);
        Assert.Single(site.Wire.Calls("StartTransaction"));
        Assert.Single(site.Wire.Calls("StopTransaction"));
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task A_transaction_started_and_stopped_remotely_carries_the_operators_tag()
    {
        await using var site = await Site.StartAsync();
        await site.Api.AddIdTagAsync("APP-USER-7");
        var station = await site.StartStationAsync(product: "ampevo");
        await station.Control.PlugAsync();
        await site.StatusIsAsync(station, 1, "Preparing");

        var start = await site.Api.CommandAsync("CP-1", "RemoteStartTransaction", new { connectorId = 1, idTag = "APP-USER-7" });
        var running = await site.EnergyFlowsAsync(station);
        var stop = await site.Api.CommandAsync("CP-1", "RemoteStopTransaction", new { transactionId = running.Id });
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal(("Answered", "Accepted"), (start.State, start.Status));
        Assert.Equal(("Answered", "Accepted"), (stop.State, stop.Status));
        Assert.Equal(("APP-USER-7", "Remote", running.Id), (ended.IdTag, ended.Reason, ended.Id));
        AssertEnergyAgrees(site, ended);
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task A_blocked_card_starts_nothing()
    {
        await using var site = await Site.StartAsync();
        await site.Api.AddIdTagAsync("0BADCA4D", blocked: true);
        var station = await site.StartStationAsync();
        await station.Control.PlugAsync();
        await site.StatusIsAsync(station, 1, "Preparing");

        await station.Control.CardAsync("0BADCA4D");
        await site.EventuallyAsync(() => site.Wire.Answers("Authorize").Count == 1, "the card was asked about");
        // A good card at the same socket is served: had the blocked one begun something, this would end or join it.
        await station.Control.CardAsync(Site.Card);
        var running = await site.RunningTransactionAsync(station);

        Assert.Equal("Blocked", site.Wire.Answers("Authorize")[0].Payload.GetProperty("idTagInfo").GetProperty("status").GetString());
        Assert.Equal(Site.Card, running.IdTag);
        Assert.Single(site.Wire.Calls("StartTransaction"));
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task Sampled_meter_values_rise_and_are_stored_as_they_were_sent()
    {
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();

        await station.Control.PlugAsync();
        await station.Control.CardAsync(Site.Card);
        var running = await site.TransactionAsync(station, one => one.MeterValues!.Count(value => value.Source == "MeterValues") >= 4, "has four samples");

        var energies = running.MeterValues!.Select(value => value.EnergyWh!.Value).ToList();
        Assert.Equal(energies.Order(), energies);
        Assert.True(energies[^1] > energies[0]);
        var sent = site.Wire.Calls("MeterValues").SelectMany(call => call.Payload.GetProperty("meterValue").EnumerateArray()).Select(value => value.GetProperty("sampledValue")).ToList();
        foreach (var stored in running.MeterValues!) Assert.Contains(sent, one => JsonElement.DeepEquals(one, stored.SampledValue));
        Assert.Empty(site.Wire.Objections);
    }

    private static IEnumerable<string?> Statuses(Site site, int connector) => site.Wire.Calls("StatusNotification")
        .Where(call => call.Payload.GetProperty("connectorId").GetInt32() == connector)
        .Select(call => call.Payload.GetProperty("status").GetString());

    /// <summary>What the station metered and said is what the CSMS holds, to the watt-hour.</summary>
    internal static void AssertEnergyAgrees(Site site, TestKit.Programs.TransactionSeen ended)
    {
        var start = site.Wire.Calls("StartTransaction").Last(call => call.Fate == Fate.Forwarded).Payload.GetProperty("meterStart").GetInt32();
        var stop = site.Wire.Calls("StopTransaction").Last(call => call.Fate == Fate.Forwarded).Payload.GetProperty("meterStop").GetInt32();
        Assert.True(stop > start, $"From {start} to {stop} Wh: nothing was charged.");
        Assert.Equal((start, stop, (long)(stop - start)), (ended.MeterStart, ended.MeterStop, ended.EnergyWh));
    }
}
