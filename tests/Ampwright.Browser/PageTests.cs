using System.Globalization;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.TestKit;
using Microsoft.Playwright;

namespace Ampwright.Browser;

public sealed class PageTests
{
    private const string Tag = "04A1B2C3D4E5F6";

    [Fact]
    public async Task The_page_shows_a_session_as_it_begins_grows_and_ends()
    {
        await using var site = await PageSite.StartAsync("CP-PAGE");
        await site.Station.StatusAsync(1, ChargePointStatus.Preparing);
        await site.SignInAsync();
        await SeenAsync(site.Page.Locator("[data-station='CP-PAGE'] [data-connector='1'][data-status='Preparing']"));

        var transaction = await site.Station.StartAsync(1, Tag, meterStart: 1000);
        await site.Station.StatusAsync(1, ChargePointStatus.Charging);
        var card = site.Page.Locator($"article[data-transaction='{transaction}']");
        await SeenAsync(card);
        Assert.Equal(Tag, await card.GetAttributeAsync("data-id-tag"));
        await SeenAsync(site.Page.Locator("[data-station='CP-PAGE'] [data-connector='1'][data-status='Charging']"));

        foreach (var energy in (int[])[40, 90, 2500])
        {
            await site.Station.MeterAsync(1, transaction, 1000 + energy, watts: 11_000);
            await SeenAsync(site.Page.Locator($"article[data-transaction='{transaction}'][data-energy-wh='{energy.ToString(CultureInfo.InvariantCulture)}']"));
        }

        await site.Station.StopAsync(transaction, meterStop: 3600);
        await SeenAsync(site.Page.Locator($"tr[data-transaction='{transaction}'][data-energy-wh='2600']"));
        Assert.Equal(0, await card.CountAsync());
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_button_on_the_page_reaches_the_station_and_its_answer_comes_back()
    {
        await using var site = await PageSite.StartAsync("CP-BUTTON");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        await site.SignInAsync();
        await site.Page.Locator("[data-station='CP-BUTTON'] [data-connector='1'] [data-action='UnlockConnector']").ClickAsync();
        await SeenAsync(site.Page.Locator("[data-station='CP-BUTTON'] [data-result-of='CP-BUTTON']").Filter(new LocatorFilterOptions { HasText = "Unlocked" }));
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task What_a_station_says_is_text_on_the_page_and_never_runs()
    {
        const string Script = "<img src=x onerror=alert(1)>";
        await using var site = await PageSite.StartAsync("CP-HOSTILE");
        await site.Station.StatusAsync(1, ChargePointStatus.Available, Script);
        await site.SignInAsync();
        await SeenAsync(site.Page.Locator("[data-station='CP-HOSTILE'] [data-connector='1']").Filter(new LocatorFilterOptions { HasText = Script }));
        Assert.Equal(0, await site.Page.Locator("img[src='x']").CountAsync());
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task Without_the_right_token_the_page_shows_nothing_but_the_sign_in()
    {
        await using var site = await PageSite.StartAsync("CP-SECRET");
        await site.SignInAsync("not-the-token-of-anybody");
        await Eventually.HoldsAsync(async () => (await site.Page.Locator("#sign-in-error").TextContentAsync())?.Length > 0, "the page says why not");
        Assert.DoesNotContain("CP-SECRET", await site.Page.ContentAsync(), StringComparison.Ordinal);
    }

    private static Task SeenAsync(ILocator locator) =>
        locator.First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached, Timeout = (float)Eventually.Deadline.TotalMilliseconds });
}
