using System.Text.Json;
using Ampwright.Csms.Tests.Hosting;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Drivers;

public sealed class DriverSearchTests
{
    [Fact]
    public async Task A_driver_is_found_by_a_part_of_the_name_or_of_a_card_in_which_no_sign_means_more_than_itself()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var name in (string[])["Ann Berg", "Bob 100%", "Cem"]) await PostAsync(csms, "drivers", $$"""{"name":"{{name}}"}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/04AB_9", """{"driver":3}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/04AB99", """{"driver":1}""");

        Assert.Equal([1], await FoundAsync(csms, "drivers?search=bERG"));
        Assert.Equal([2], await FoundAsync(csms, "drivers?search=0%25"));
        Assert.Equal([3], await FoundAsync(csms, "drivers?search=ab_"));
        Assert.Equal([1, 3], await FoundAsync(csms, "drivers?search=04ab"));
        Assert.Empty(await FoundAsync(csms, "drivers?search=04ab&name=bob"));
    }

    [Fact]
    public async Task A_card_is_found_by_a_part_of_it()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var tag in (string[])["04AB%9", "04AB99", "XY"]) await csms.SendAsync("PUT", $"/api/v1/id-tags/{Uri.EscapeDataString(tag)}", "{}");

        Assert.Equal(["04AB%9", "04AB99"], Items(await csms.SendAsync("GET", "/api/v1/id-tags?contains=ab")).Select(tag => tag.GetProperty("idTag").GetString()));
        Assert.Equal(["04AB%9"], Items(await csms.SendAsync("GET", "/api/v1/id-tags?contains=B%25")).Select(tag => tag.GetProperty("idTag").GetString()));
    }

    [Fact]
    public async Task The_sessions_of_a_driver_are_those_with_the_cards_the_driver_has_now()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await PostAsync(csms, "drivers", """{"name":"Ann"}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/HERS", """{"driver":1}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/OTHER", "{}");
        await using var station = await csms.ConnectAsync();
        foreach (var (connector, tag) in ((int, string)[])[(1, "hers"), (2, "OTHER")])
            await station.CallAsync("StartTransaction", $$"""{"connectorId":{{connector}},"idTag":"{{tag}}","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""");

        Assert.Equal([1], Items(await csms.SendAsync("GET", "/api/v1/transactions?driver=1")).Select(one => one.GetProperty("connectorId").GetInt32()));
        Assert.Empty(Items(await csms.SendAsync("GET", "/api/v1/transactions?driver=2")));
    }

    private static async Task<IEnumerable<long>> FoundAsync(ServedCsms csms, string path) =>
        Items(await csms.SendAsync("GET", $"/api/v1/{path}")).Select(driver => driver.GetProperty("id").GetInt64());

    private static List<JsonElement> Items(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];
}
