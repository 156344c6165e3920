using System.Text.Json;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>Tariffs in the web app: said, drawn, priced, and where they hold.</summary>
public sealed class PricesTests
{
    [Fact]
    public async Task A_tariff_is_written_with_a_band_drawn_over_the_week_priced_by_an_example_and_said_otherwise_later()
    {
        await using var site = await AppSite.StartAsync("CP-TARIFF");
        await site.SignInAsync(path: "/prices");
        await site.ClickAsync("Add a tariff");
        var dialog = site.Page.Locator("[role=dialog]");
        await dialog.Locator("input[name=name]").FillAsync("House");
        await dialog.Locator("input[name=perKwh]").FillAsync("0.5");
        await dialog.Locator("input[name=startFee]").FillAsync("1");
        await site.ClickAsync("Add times with other prices");
        // While it is written: 20 kWh from 18:00 to 20:00, of which the band from 22:00 on is not touched.
        await site.SeenAsync("[role=dialog] [data-calculator] tr[data-step=Energy]", "€10.00");
        await site.ClickAsync("Add");
        await site.SeenAsync("h1", "House");
        await site.SeenAsync("[data-version='1'] [data-band='0']", "every day, 22:00–06:00");
        await site.SeenAsync("[data-version='1'] [data-span='6 22:00 24:00'][data-tone=blue]");

        var page = site.Page.Locator("[data-calculator]");
        await page.Locator("input[type=datetime-local]").FillAsync("2026-03-02T21:00");
        await site.SeenAsync("[data-calculator] tr[data-step=Energy]", "Night");
        await site.SeenAsync("[data-calculator] tr[data-step=StartFee]", "€1.00");
        // 1 + 10 × 0.5 + 10 × 0.39.
        await site.SeenAsync("[data-calculator] .steps", "€9.90");

        await site.ClickAsync("Say something else");
        await dialog.Locator("input[name=perKwh]").FillAsync("0.6");
        await site.ClickAsync("Say it");
        await site.SeenAsync("[data-version='2'] dl", "€0.60 per kWh");
        Assert.Equal(2, (await site.Api.SendAsync(HttpMethod.Get, "tariffs/1/versions")).GetProperty("items").GetArrayLength());
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_tariff_holds_where_and_for_whom_it_was_said_until_that_is_taken_back()
    {
        await using var site = await AppSite.StartAsync("CP-ASSIGN");
        await TariffAsync(site);
        await site.SignInAsync(path: "/prices");
        await site.SeenAsync("article[data-tariff='1']", "Holds nowhere");
        await site.ClickAsync("Have a tariff hold");
        await site.Page.GetByText("At a station").ClickAsync();
        await site.ClickAsync("Have it hold");
        await site.SeenAsync("[role=alert]", "Choose the site or the station.");
        await site.Page.GetByPlaceholder("Choose the station").ClickAsync();
        await site.ClickAsync("CP-ASSIGN", AriaRole.Option);
        await site.ClickAsync("Have it hold");
        await site.SeenAsync("tr[data-assignment='1']", "CP-ASSIGN");
        await site.SeenAsync("article[data-tariff='1']", "Holds at one place");
        Assert.Equal("CP-ASSIGN", (await site.Api.SendAsync(HttpMethod.Get, "tariff-assignments/1")).GetProperty("station").GetString());

        await site.ClickAsync("Remove the tariff: CP-ASSIGN, Everybody");
        await site.Page.Locator("[role=dialog]").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove", Exact = true }).ClickAsync();
        await site.SeenAsync("article[data-tariff='1']", "Holds nowhere");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task What_was_charged_is_given_back_in_part_by_an_entry_with_its_own_receipt_and_reason()
    {
        await using var site = await AppSite.StartAsync("CP-REFUND");
        await TariffAsync(site);
        await site.Api.SendAsync(HttpMethod.Post, "tariff-assignments", new { tariff = 1 });
        var transaction = await site.Station.StartAsync(1, AppSite.Tag, meterStart: 0, TimeProvider.System.GetUtcNow().AddHours(-1));
        await site.Station.StopAsync(transaction, meterStop: 5000);
        await site.SignInAsync(path: FormattableString.Invariant($"/sessions/{transaction}"));
        await site.SeenAsync("[data-receipt='1']", "€5.00");
        await site.ClickAsync("Correct or refund…");
        await site.Page.Locator("input[name=gross]").FillAsync("9");
        await site.Page.Locator("input[name=reason]").FillAsync("The cable was stuck");
        await site.ClickAsync("Refund");
        await site.SeenAsync("[role=dialog] [role=alert]", "cannot become less than nothing");
        await site.Page.Locator("input[name=gross]").FillAsync("2");
        await site.ClickAsync("Refund");
        await site.SeenAsync("[data-receipt='2']", "-€2.00");
        var entry = (await site.Api.SendAsync(HttpMethod.Get, FormattableString.Invariant($"transactions/{transaction}/price"))).GetProperty("entries")[1];
        Assert.Equal(("Refund", "The cable was stuck"), (entry.GetProperty("kind").GetString(), entry.GetProperty("reason").GetString()));
        Assert.Empty(site.Faults);
    }

    private static Task<JsonElement> TariffAsync(AppSite site) =>
        site.Api.SendAsync(HttpMethod.Post, "tariffs", new { name = "House", validFrom = "2020-01-01T00:00:00Z", terms = new { currency = "EUR", perKwh = 1m } });
}
