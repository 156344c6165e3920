using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Authorization;

/// <summary>A card is held to a station and becomes somebody's.</summary>
public sealed class CardLearningTests
{
    private const string Learning = "/api/v1/stations/CP1/card-learning";

    [Theory]
    [InlineData("Refused")]
    [InlineData("Accepted")]
    public async Task The_first_card_that_nobody_knows_is_found_and_charges_once_it_is_bound_and_not_before(string unknownTags)
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon), unknownTags);
        await using var station = await csms.ConnectAsync();
        await PostAsync(csms, "stations/CP1/card-learning", "{}");

        // A card that is known is not it.
        Assert.Equal("Accepted", await StatusAsync(station, "KNOWN"));
        Assert.Equal("Waiting", await StateAsync(csms));
        Assert.Equal("Invalid", await StatusAsync(station, "new"));
        await Eventually.HoldsAsync(async () => await StateAsync(csms) == "Found");
        Assert.Equal("new", (await csms.SendAsync("GET", Learning)).Json.GetProperty("idTag").GetString());
        // Everybody may charge here, but for this card; the next unknown one is nobody's business.
        Assert.Equal("Invalid", await StatusAsync(station, "NEW"));
        var early = (await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"NEW","meterStart":0,"timestamp":"{{Noon:O}}"}"""))[2];
        Assert.Equal("Invalid", early.GetProperty("idTagInfo").GetProperty("status").GetString());
        Assert.Equal(unknownTags == "Accepted" ? "Accepted" : "Invalid", await StatusAsync(station, "OTHER"));

        var bound = await PostAsync(csms, "stations/CP1/card-learning/bind", """{"driver":1,"note":"the red one"}""");
        Assert.Equal("Bound", bound.GetProperty("state").GetString());
        Assert.Equal("Accepted", await StatusAsync(station, "NEW"));
        var tag = (await csms.SendAsync("GET", "/api/v1/id-tags/NEW")).Json;
        Assert.Equal((1, "the red one"), (tag.GetProperty("driver").GetInt32(), tag.GetProperty("note").GetString()));
        Assert.Equal("no-card-found", (await csms.SendAsync("POST", $"{Learning}/bind", "{}")).Problem(409).GetProperty("code").GetString());
        Assert.Equal(3, (await csms.SendAsync("GET", "/api/v1/events/log?kind=cardLearningChanged")).Json.GetProperty("items").GetArrayLength());
        Assert.Contains("cardLearning.begin", (await csms.SendAsync("GET", "/api/v1/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_that_never_asks_gives_the_card_with_its_start()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon), "Accepted");
        await using var station = await csms.ConnectAsync();
        await PostAsync(csms, "stations/CP1/card-learning", "{}");

        var start = (await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"NEW","meterStart":0,"timestamp":"{{Noon:O}}"}"""))[2];

        Assert.Equal("Invalid", start.GetProperty("idTagInfo").GetProperty("status").GetString());
        Assert.Equal("Found", await StateAsync(csms));
    }

    [Fact]
    public async Task Only_this_station_waits_and_only_for_so_long()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time, "Accepted");
        await csms.RegisterAsync("CP2", ""","noPong":true,"heartbeatSeconds":86400""");
        await using var station = await csms.ConnectAsync();
        await using var other = await csms.ConnectAsync("CP2");
        await PostAsync(csms, "stations/CP1/card-learning", """{"seconds":60}""");

        Assert.Equal("Accepted", await StatusAsync(other, "NEW"));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("Accepted", await StatusAsync(station, "NEW"));
        Assert.Equal("Over", await StateAsync(csms));

        // Found in time, but nobody says whose it is: what held before holds again.
        await PostAsync(csms, "stations/CP1/card-learning", "{}");
        Assert.Equal("Invalid", await StatusAsync(station, "NEW"));
        await Eventually.HoldsAsync(async () => await StateAsync(csms) == "Found");
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("Invalid", await StatusAsync(station, "NEW"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Accepted", await StatusAsync(station, "NEW"));
        Assert.Equal("no-card-found", (await csms.SendAsync("POST", $"{Learning}/bind", "{}")).Problem(409).GetProperty("code").GetString());
    }

    [Fact]
    public async Task It_can_be_cancelled_and_is_for_whoever_has_all_sites()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon), "Accepted");
        await using var station = await csms.ConnectAsync();
        Assert.Equal("no-card-learning", (await csms.SendAsync("GET", Learning)).Problem(404).GetProperty("code").GetString());
        Assert.Equal("sites", (await csms.SendAsync("POST", Learning, "{}", await csms.TokenAsync(Role.Operator, 1))).Problem(403).GetProperty("code").GetString());
        Assert.Equal(403, (await csms.SendAsync("POST", Learning, "{}", await csms.TokenAsync(Role.Support))).Code);
        (await csms.SendAsync("POST", Learning, """{"seconds":5}""")).Problem(422);

        await PostAsync(csms, "stations/CP1/card-learning", "{}");
        Assert.Equal(204, (await csms.SendAsync("DELETE", Learning)).Code);
        Assert.Equal("Accepted", await StatusAsync(station, "NEW"));
        Assert.Equal("Cancelled", await StateAsync(csms));
        (await csms.SendAsync("DELETE", Learning)).Problem(409);
    }

    [Fact]
    public async Task A_card_that_somebody_added_meanwhile_is_not_given_to_another()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon), "Refused");
        await using var station = await csms.ConnectAsync();
        await PostAsync(csms, "stations/CP1/card-learning", "{}");
        Assert.Equal("Invalid", await StatusAsync(station, "NEW"));
        await Eventually.HoldsAsync(async () => await StateAsync(csms) == "Found");
        await PostAsync(csms, "id-tags/NEW", """{"note":"by hand"}""", "PUT");

        Assert.Equal("id-tag-exists", (await csms.SendAsync("POST", $"{Learning}/bind", """{"driver":1}""")).Problem(409).GetProperty("code").GetString());
        Assert.Equal(["driver"], (await csms.SendAsync("POST", $"{Learning}/bind", """{"driver":99}""")).Problem(422).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
    }

    private static async Task<ServedCsms> WorldAsync(ManualTimeProvider time, string unknownTags)
    {
        var csms = await StartAsync(time);
        await PostAsync(csms, "sites/1", $$"""{"unknownTags":"{{unknownTags}}"}""", "PATCH");
        await PostAsync(csms, "drivers", """{"name":"Ann"}""");
        await PostAsync(csms, "id-tags/KNOWN", "{}", "PUT");
        return csms;
    }

    private static async Task<string?> StateAsync(ServedCsms csms) => (await csms.SendAsync("GET", Learning)).Json.GetProperty("state").GetString();

    private static async Task<string?> StatusAsync(RawStation station, string idTag) =>
        (await station.CallAsync("Authorize", $$"""{"idTag":"{{idTag}}"}"""))[2].GetProperty("idTagInfo").GetProperty("status").GetString();
}
