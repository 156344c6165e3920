using System.Net.Http.Json;
using System.Text.Json;

namespace Ampwright.EndToEnd.Guests;

/// <summary>Those who have no card that is known yet, at a real station.</summary>
public sealed class GuestTests
{
    [Fact]
    public async Task A_guest_starts_with_the_code_of_a_connector_and_its_tag_ends_with_the_session()
    {
        await using var site = await Site.StartAsync();
        await site.Api.SendAsync(HttpMethod.Patch, "sites/1", new { defaultPolicy = "GroupsWithRule" });
        var station = await site.StartStationAsync("CP-1", "full", "AuthorizeRemoteTxRequests=true");
        var made = await site.Api.SendAsync(HttpMethod.Post, "stations/CP-1/start-codes", new { connectorId = 1 });
        using var telephone = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{site.Csms.StationUrl.Port}") };
        await station.Control.PlugAsync();

        using var answer = await telephone.PostAsJsonAsync("/api/v1/guest-starts", new { code = made.GetProperty("code").GetString() });
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, said.GetRawText());
        Assert.Equal("Accepted", said.GetProperty("answer").GetString());
        var running = await site.EnergyFlowsAsync(station);
        using var again = await telephone.PostAsJsonAsync("/api/v1/guest-starts", new { code = made.GetProperty("code").GetString() });
        Assert.Equal(409, (int)again.StatusCode);
        await station.Control.UnplugAtTheCarAsync();
        var ended = await site.EndedTransactionAsync(station);

        Assert.Equal((running.Id, "Accepted", 1), (ended.Id, ended.Authorization, ended.ConnectorId));
        Assert.StartsWith("GUEST-", ended.IdTag, StringComparison.Ordinal);
        Assert.Single(site.Wire.Calls("Authorize"));
        Assert.Equal("ExpiredTag", (await site.Api.SendAsync(HttpMethod.Get, $"stations/CP-1/authorization?idTag={ended.IdTag}")).GetProperty("reason").GetString());
        Assert.Empty(site.Wire.Objections);
    }

    [Fact]
    public async Task A_card_that_is_held_to_the_station_charges_once_it_is_bound()
    {
        const string Card = "04DDEEFF001122";
        await using var site = await Site.StartAsync();
        var station = await site.StartStationAsync();
        await site.Api.SendAsync(HttpMethod.Post, "drivers", new { name = "Ann" });
        await site.Api.SendAsync(HttpMethod.Post, "stations/CP-1/card-learning", new { seconds = 60 });

        await station.Control.PlugAsync();
        await station.Control.CardAsync(Card);
        await site.EventuallyAsync(async () => (await site.Api.SendAsync(HttpMethod.Get, "stations/CP-1/card-learning")).GetProperty("state").GetString() == "Found", "the card is found");
        Assert.Empty(await site.Api.TransactionsAsync("CP-1"));
        var bound = await site.Api.SendAsync(HttpMethod.Post, "stations/CP-1/card-learning/bind", new { driver = 1 });
        Assert.Equal(Card, bound.GetProperty("idTag").GetString());
        await station.Control.CardAsync(Card);

        Assert.Equal((Card, "Accepted"), (await site.EnergyFlowsAsync(station)) is var charging ? (charging.IdTag, charging.Authorization) : default);
        Assert.Empty(site.Wire.Objections);
    }
}
