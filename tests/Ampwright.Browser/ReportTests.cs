using System.Text.Json;
using Ampwright.Ocpp.Messages.Core;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>What was delivered and how reliable ports were, at the screen and as tables.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task Energy_of_a_month_is_drawn_told_by_station_and_downloaded_as_a_table()
    {
        await using var site = await AppSite.StartAsync("CP-SUM");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        // In this month by any clock: the default shows six.
        await site.Station.StopAsync(await site.Station.StartAsync(1, AppSite.Tag, meterStart: 0), meterStop: 12_500);
        await site.SignInAsync(path: "/reports?by=station&co2=400");
        await site.SeenAsync("[data-months='6'] canvas");
        await site.SeenAsync("tr[data-usage='CP-SUM']", "12.500 kWh");
        await site.SeenAsync("tr[data-usage='CP-SUM']", "5 kg");
        await site.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Figure" }).ClickAsync();
        await site.ClickAsync("Sessions", AriaRole.Option);
        await site.SeenAsync("[data-months='6'][aria-label^='Sessions']");
        Assert.Contains("show=sessions", site.Page.Url, StringComparison.Ordinal);
        var download = await site.Page.RunAndWaitForDownloadAsync(() => site.Page.GetByText("Table (CSV)").ClickAsync());
        Assert.StartsWith("usage-", download.SuggestedFilename, StringComparison.Ordinal);
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        Assert.Contains(",CP-SUM,,1,12.5,", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task Uptime_is_told_by_both_rules_and_what_is_said_of_an_outage_is_listed_until_it_is_removed()
    {
        await using var site = await AppSite.StartAsync("CP-UP");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        var month = TimeProvider.System.GetUtcNow().ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        await site.SignInAsync(path: $"/reports?tab=uptime&month={month}");
        await site.SeenAsync("[data-rule=nevi] [data-port='CP-UP 1']", "met");
        await site.ClickAsync("Say something of an outage");
        var dialog = site.Page.Locator("[role=dialog]");
        await dialog.GetByLabel("Where").ClickAsync();
        await site.ClickAsync("CP-UP", AriaRole.Option);
        await dialog.GetByLabel("From").FillAsync("2026-03-01T08:00");
        await site.ClickAsync("Add");
        // What shows it is asked for.
        await site.SeenAsync("[role=dialog] [role=alert]");
        await dialog.GetByLabel("What shows it").FillAsync("The utility's letter");
        await site.ClickAsync("Add");
        await site.SeenAsync("[data-note=UtilityInterruption]", "The utility's letter");
        var kept = (await site.Api.SendAsync(HttpMethod.Get, "outage-notes")).GetProperty("items")[0];
        Assert.Equal(("CP-UP", JsonValueKind.Null), (kept.GetProperty("station").GetString(), kept.GetProperty("until").ValueKind));
        await site.Page.Locator("[data-note] button").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove", Exact = true }).ClickAsync();
        await site.SeenAsync("section", "Nothing was said.");
        await site.Page.GetByText("UK 2023").First.ClickAsync();
        await site.SeenAsync("[data-rule=uk] [data-port='CP-UP 1']");
        Assert.Contains("rule=uk", site.Page.Url, StringComparison.Ordinal);
        Assert.Empty(site.Faults);
    }
}
