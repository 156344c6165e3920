using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>The list of stations where there are ten thousand; the CSMS's answer is multiplied on its way to the browser.</summary>
public sealed class ManyStationsTests
{
    private const int All = 10_000;
    private const int OnAPage = 500;

    [Fact]
    public async Task Of_ten_thousand_stations_only_what_is_seen_is_drawn_and_all_can_be_found()
    {
        await using var site = await AppSite.StartAsync("CP-00000");
        var one = (await site.Api.SendAsync(HttpMethod.Get, "stations/CP-00000")).GetRawText();
        await site.Page.RouteAsync(url => url.Contains("/api/v1/stations?", StringComparison.Ordinal), route =>
            route.FulfillAsync(new RouteFulfillOptions { Body = PageOf(one, new Uri(route.Request.Url)), ContentType = "application/json" }));
        await site.SignInAsync(path: "/stations");
        await site.SeenAsync(".head", $"{All} stations");
        Assert.InRange(await site.Page.Locator("[role=row][data-station]").CountAsync(), 5, 80);

        await site.Page.Locator(".station-table").EvaluateAsync("table => table.scrollTo(0, table.scrollHeight)");
        await site.SeenAsync("[data-station='CP-09999']");
        Assert.InRange(await site.Page.Locator("[role=row][data-station]").CountAsync(), 5, 80);

        await site.Page.GetByLabel("Search identity, model, serial number").FillAsync("04711");
        await site.SeenAsync(".head", $"1 of {All} stations");
        await site.SeenAsync("[data-station='CP-04711']");
        Assert.Empty(site.Faults);
    }

    private static string PageOf(string one, Uri asked)
    {
        var after = HttpUtility.ParseQueryString(asked.Query)["after"];
        var first = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var items = new JsonArray();
        for (var number = first; number < first + OnAPage; number++)
        {
            var station = JsonNode.Parse(one)!.AsObject();
            station["identity"] = $"CP-{number:00000}";
            items.Add(station);
        }
        var next = first + OnAPage;
        return new JsonObject { ["items"] = items, ["next"] = next < All ? $"{next}" : null }.ToJsonString();
    }
}
