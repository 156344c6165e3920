using Ampwright.Ocpp.Messages.Core;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>What stations and drivers send is data on every screen, and never code.</summary>
public sealed class HostileTests
{
    private const string Script = "<img src=x onerror=alert(1)>";

    [Fact]
    public async Task What_a_station_says_is_text_on_every_screen_and_never_runs()
    {
        await using var site = await AppSite.StartAsync("CP-HOSTILE", new BrowserNewPageOptions { Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1360, Height = 900 } });
        const string Tag = "<i onclick=alert(1)>";
        await site.Station.SayAsync(new BootNotificationRequest { ChargePointVendor = "<svg/onload=alert()>", ChargePointModel = "<b>model</b>", FirmwareVersion = "\"><script>alert(1)</script>", MeterType = "javascript:alert(1)" });
        await site.Station.StatusAsync(1, ChargePointStatus.Faulted, Script);
        var transaction = await site.Station.StartAsync(1, Tag, meterStart: 0);
        await site.Station.MeterAsync(1, transaction, 100, watts: 1000);
        await site.Api.SendAsync(HttpMethod.Post, "stations/CP-HOSTILE/reservations", new { connectorId = 1, idTag = Tag, expiresAt = TimeProvider.System.GetUtcNow().AddHours(1) });
        await site.Api.SendAsync(HttpMethod.Put, "sites/1/power", new { nodes = new[] { new { name = Script, amperes = 100 } } });
        await site.SignInAsync();
        foreach (var (path, seen, text) in ((string, string, string)[])
        [
            ("/", "[data-matter=fault]", Script),
            ("/stations", "[role=row][data-station]", "<svg/onload=alert()> <b>model</b>"),
            ("/stations/CP-HOSTILE", "[data-connector='1']", Script),
            ("/stations/CP-HOSTILE?tab=messages", "[data-action=StatusNotification]", Script),
            ("/stations/CP-HOSTILE?tab=activity", "[data-event=stationBooted]", "<b>model</b>"),
            ("/stations/CP-HOSTILE?tab=about", "dl.facts", "<script>alert(1)</script>"),
            ("/sessions", "tr[data-transaction]", Tag),
            ($"/sessions/{transaction}", "dl.facts", Tag),
            ("/reservations", "tr[data-reservation]", Tag),
            ("/energy?site=1", "[data-tree]", Script),
            ("/energy?site=1", "[data-node]", Script),
        ])
        {
            await site.GoAsync(path);
            await site.SeenAsync(seen, text);
            Assert.Equal(0, await site.Page.Locator("img[src='x'], script:not([src]), i[onclick], main b:not(strong), [href^='javascript:']").CountAsync());
        }
        Assert.Empty(site.Faults);
    }
}
