using System.Diagnostics;
using System.Globalization;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.TestKit;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>The page behind a connector's QR code, on a telephone; and how soon the operators' app shows what happens at a station.</summary>
public sealed class StreetTests
{
    [Fact]
    public async Task A_driver_scans_signs_in_sees_the_session_grow_and_nobody_else_does()
    {
        await using var site = await AppSite.StartAsync("CP-STREET", new BrowserNewPageOptions { Locale = "en-GB", ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        var driver = (await site.Api.SendAsync(HttpMethod.Post, "drivers", new { name = "Ann" })).GetProperty("id").GetInt64();
        await site.Api.SendAsync(HttpMethod.Put, $"id-tags/{AppSite.Tag}", new { driver });
        var password = (await site.Api.SendAsync(HttpMethod.Put, $"drivers/{driver.ToString(CultureInfo.InvariantCulture)}/sign-in", new { name = "ann" })).GetProperty("password").GetString()!;
        var address = new Uri((await site.Api.SendAsync(HttpMethod.Post, "stations/CP-STREET/connector-pages", new { connectorId = 1 })).GetProperty("address").GetString()!);

        await site.GoAsync(address.AbsolutePath);
        await site.SeenAsync("[data-connector='1'][data-state=Available]", "Free");
        await site.Page.Locator("input[name=name]").FillAsync("ann");
        await site.Page.Locator("input[name=password]").FillAsync(password);
        await site.ClickAsync("Sign in");
        await site.SeenAsync("footer", "Signed in as Ann");
        await site.ClickAsync("Start charging");
        await site.SeenAsync(".said", "The station starts.");
        Assert.Equal(AppSite.Tag, site.Station.Asked.OfType<RemoteStartTransactionRequest>().Single().IdTag);

        var transaction = await site.Station.StartAsync(1, AppSite.Tag, meterStart: 0);
        await site.Station.MeterAsync(1, transaction, 2_500, watts: 11_000);
        await site.SeenAsync($"[data-session='{transaction.ToString(CultureInfo.InvariantCulture)}']", "2.50 kWh");
        await site.ClickAsync("Stop charging");
        await site.SeenAsync(".said", "The station stops.");
        Assert.Equal(transaction, site.Station.Asked.OfType<RemoteStopTransactionRequest>().Single().TransactionId);

        await site.ClickAsync("Sign out");
        await site.SeenAsync("input[name=password]");
        Assert.Equal(0, await site.Page.Locator("[data-session]").CountAsync());
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task The_page_shows_what_happens_at_a_station_without_being_asked()
    {
        await using var site = await AppSite.StartAsync("CP-SOON");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        await site.SignInAsync(path: "/stations/CP-SOON");
        await site.SeenAsync("[data-connector='1'][data-status=Available]");
        var since = Stopwatch.GetTimestamp();

        await site.Station.StatusAsync(1, ChargePointStatus.Preparing);

        await site.SeenAsync("[data-connector='1'][data-status=Preparing]");
        TestContext.Current.SendDiagnosticMessage("plugged in to shown: {0:0} ms", Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task An_owner_adds_an_account_narrows_it_removes_it_and_finds_all_of_it_in_the_audit_log()
    {
        await using var site = await AppSite.StartAsync("CP-ACCOUNTS");
        await site.SignInAsync(path: "/accounts");
        await site.SeenAsync("tr[data-account='owner']");
        await site.ClickAsync("Add an account");
        await site.Page.Locator("input[name=name]").FillAsync("ann");
        await site.ClickAsync("Add");
        await site.SeenAsync(".secret");
        await site.ClickAsync("Done");
        await site.SeenAsync("tr[data-account='ann']", "Viewer");
        await site.ClickAsync("Actions for ann");
        await site.ClickAsync("Remove", AriaRole.Menuitem);
        await site.SeenAsync("[role=dialog]", "Its sessions and streams end at once");
        await site.ClickAsync("Remove");
        await Eventually.HoldsAsync(async () => await site.Page.Locator("tr[data-account='ann']").CountAsync() == 0, "the account is gone");
        await site.GoAsync("/accounts?tab=audit&action=account.&subject=ann");
        await site.SeenAsync("[data-audit='account.delete']");
        await site.SeenAsync("[data-audit='account.create']");
        Assert.Equal(0, await site.Page.Locator("[data-audit^=token]").CountAsync());
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task What_wants_a_person_and_cannot_be_read_says_why_in_place_of_an_outline_for_ever()
    {
        await using var site = await AppSite.StartAsync("CP-MATTER");
        await site.Page.RouteAsync("**/api/v1/cases*", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 403,
            ContentType = "application/problem+json",
            Body = """{"status":403,"code":"role","detail":"Not for you."}""",
        }));
        await site.SignInAsync();
        await site.SeenAsync("section[aria-labelledby=attention-title] [role=alert]", "Not for you.");
    }
}
