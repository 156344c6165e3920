using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Ampwright.TestKit.Scripted;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>A station's control page, with the station as a process and a CSMS that answers.</summary>
public sealed class StationPageTests
{
    [Fact]
    public async Task What_people_do_on_the_page_happens_to_the_station_and_the_page_shows_it()
    {
        Chromium.SkipIfMissing();
        using var folder = new TemporaryFolder();
        await using var csms = new ScriptedCsms();
        await using var station = await StationProgram.StartAsync(folder["station"], new StationStart { Url = csms.Address, Identity = "CP-1", Password = null });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.StartAsync(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 1300 } });
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        await page.GotoAsync(station.Page.ToString());
        var first = page.Locator("article.connector").First;

        await SeenAsync(page.Locator("#chips"), "Accepted");
        await ClickAsync(first, "Plug in");
        await SeenAsync(first.Locator(".status"), "Preparing");
        await ClickAsync(page.Locator("#card"), "Present card");
        await SeenAsync(first.Locator(".status"), "Charging");
        await SeenAsync(first.Locator(".lamp"), "charging");

        await first.GetByLabel("Amperes, empty for no limit").FillAsync("10");
        await ClickAsync(first, "Limit by hand");
        await SeenAsync(first.Locator(".limits .rules"), "10 A manual");
        await ClickAsync(first, "Start button");
        await first.GetByLabel("Register, Wh").FillAsync("5000");
        await ClickAsync(first, "Set the meter");
        await SeenAsync(first, "5.0");
        await ClickAsync(page.Locator("section[aria-label=Station]"), "Black hole");
        await SeenAsync(page.Locator("#chips"), "Network is a black hole");
        await SeenAsync(page.Locator("#chips"), "Connected");
        await ClickAsync(first, "Stop button");
        await SeenAsync(first.Locator(".status"), "Finishing");
        await SeenAsync(page.Locator("#memory"), "1 stops");
        await ClickAsync(page.Locator("section[aria-label=Station]"), "Emergency stop");
        await SeenAsync(first.Locator(".status"), "Faulted");
        await SeenAsync(page.Locator("#faults"), "emergencyStop");
        await SeenAsync(page.Locator("#memory"), "flight recorder on");
        Assert.EndsWith("/api/stations/CP-1/flight", await page.Locator("#flight").GetAttributeAsync("href"), StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("AMPWRIGHT_TEST_SCREENSHOT") is { Length: > 0 } picture) await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture, FullPage = true });
        Assert.Empty(faults);
    }

    private static Task ClickAsync(ILocator at, string button) => at.GetByText(button, new LocatorGetByTextOptions { Exact = true }).ClickAsync();

    private static Task SeenAsync(ILocator locator, string text) => Eventually.HoldsAsync(
        async () => (await locator.TextContentAsync())?.Contains(text, StringComparison.Ordinal) == true, $"the page shows {text}");
}
