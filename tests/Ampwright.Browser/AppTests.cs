using System.Globalization;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>The main way through the screens of the web app.</summary>
public sealed class AppTests
{
    [Fact]
    public async Task The_overview_shows_a_session_as_it_begins_grows_and_ends()
    {
        await using var site = await AppSite.StartAsync("CP-LIVE");
        await site.Station.StatusAsync(1, ChargePointStatus.Preparing);
        await site.SignInAsync();
        await site.SeenAsync("[data-site='1']", "1 Preparing");

        var transaction = await site.Station.StartAsync(1, AppSite.Tag, meterStart: 1000);
        await site.Station.StatusAsync(1, ChargePointStatus.Charging);
        var card = site.Page.Locator($"article[data-transaction='{transaction}']");
        await site.SeenAsync($"article[data-transaction='{transaction}'][data-id-tag='{AppSite.Tag}']");
        await site.SeenAsync("[data-site='1']", "1 Charging");

        foreach (var energy in (int[])[40, 90, 2500])
        {
            await site.Station.MeterAsync(1, transaction, 1000 + energy, watts: 11_000);
            await site.SeenAsync($"article[data-transaction='{transaction}'][data-energy-wh='{energy.ToString(CultureInfo.InvariantCulture)}']");
        }

        await site.Station.StopAsync(transaction, meterStop: 3600);
        await site.SeenAsync("[data-event=transactionStopped]", "2.600 kWh");
        await Eventually.HoldsAsync(async () => await card.CountAsync() == 0, "the session's card is gone");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_fault_wants_attention_and_leads_to_its_station_until_it_is_over()
    {
        await using var site = await AppSite.StartAsync("CP-FAULT");
        await site.Station.StatusAsync(1, ChargePointStatus.Faulted);
        await site.SignInAsync();
        await site.SeenAsync("[data-matter=fault]", "Connector 1 is faulted");
        await site.Page.Locator("[data-matter=fault] a").ClickAsync();
        await site.SeenAsync("[data-station='CP-FAULT'] [data-connector='1'][data-status='Faulted']");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        await site.SeenAsync("[data-station='CP-FAULT'] [data-connector='1'][data-status='Available']");
        await site.ClickAsync("Overview", AriaRole.Link);
        await Eventually.HoldsAsync(async () => await site.Page.Locator("[data-matter=fault]").CountAsync() == 0, "nothing wants attention");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_button_reaches_the_station_and_what_became_of_the_command_stays_readable()
    {
        await using var site = await AppSite.StartAsync("CP-BUTTON");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        await site.SignInAsync(path: "/stations/CP-BUTTON");
        await site.ClickAsync("Unlock CP-BUTTON connector 1");
        await site.SeenAsync("[data-outcome=good]", "Unlocked");
        await site.ClickAsync("Commands", AriaRole.Tab);
        await site.SeenAsync("[data-command=UnlockConnector][data-state=Answered]");
        await site.Page.Locator("[data-command=UnlockConnector] summary").ClickAsync();
        await site.SeenAsync("[data-command=UnlockConnector] pre", "\"connectorId\": 1");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task Stopping_a_session_says_what_will_happen_and_does_nothing_before_it_is_confirmed()
    {
        await using var site = await AppSite.StartAsync("CP-STOP");
        await site.Station.StatusAsync(1, ChargePointStatus.Charging);
        var transaction = await site.Station.StartAsync(1, AppSite.Tag, meterStart: 0);
        await site.Station.MeterAsync(1, transaction, 1500, watts: 7000);
        await site.SignInAsync(path: "/stations/CP-STOP");
        await site.ClickAsync("Stop at CP-STOP connector 1");
        await site.SeenAsync("[role=dialog]", "1.500 kWh so far");
        await site.ClickAsync("Cancel");
        Assert.Empty(site.Station.Asked.OfType<RemoteStopTransactionRequest>());
        await site.ClickAsync("Stop at CP-STOP connector 1");
        await site.Page.Locator("[role=dialog]").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop", Exact = true }).ClickAsync();
        await site.SeenAsync("[data-outcome=good]", "Accepted");
        Assert.Equal(transaction, Assert.Single(site.Station.Asked.OfType<RemoteStopTransactionRequest>()).TransactionId);
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_station_that_was_added_shows_what_to_type_into_it_and_says_when_it_came()
    {
        await using var site = await AppSite.StartAsync("CP-FIRST");
        await site.SignInAsync(path: "/stations");
        await site.ClickAsync("Add a station");
        await site.Page.Locator("input[name=identity]").FillAsync("CP-NEW");
        await site.ClickAsync("Add");
        await site.SeenAsync(".secret", $"{site.StationUrl}/CP-NEW");
        var password = await site.Page.Locator(".secret").Last.TextContentAsync();
        await using var station = await ScriptedStation.ConnectAsync(site.StationUrl, "CP-NEW", password!, hexadecimal: true);
        await site.SeenAsync("[role=dialog]", "It is connected.");
        await site.ClickAsync("Done");
        await site.SeenAsync("[role=row][data-station='CP-NEW']", "Scripted");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_session_tells_what_was_charged_what_it_costs_step_by_step_and_why_it_was_let_in()
    {
        await using var site = await AppSite.StartAsync("CP-SESSION");
        var tariff = await site.Api.SendAsync(HttpMethod.Post, "tariffs", new { name = "House", validFrom = "2020-01-01T00:00:00Z", terms = new { currency = "EUR", taxPercent = 19, perKwh = 0.4m, startFee = 0.5m } });
        await site.Api.SendAsync(HttpMethod.Post, "tariff-assignments", new { tariff = tariff.GetProperty("id").GetInt64() });
        var began = TimeProvider.System.GetUtcNow().AddMinutes(-20);
        var transaction = await site.Station.StartAsync(1, AppSite.Tag, meterStart: 0, began);
        for (var minute = 5; minute <= 15; minute += 5) await site.Station.MeterAsync(1, transaction, 100 * minute, watts: 6_000, began.AddMinutes(minute));
        await site.SignInAsync(path: $"/sessions/{transaction.ToString(CultureInfo.InvariantCulture)}");
        await site.SeenAsync("[data-step=Energy]", "1.5 kWh");
        await site.SeenAsync("[data-decision=Accepted]", "the tag is known and in force");
        await site.SeenAsync("[data-points='3'] canvas");

        await site.Station.StopAsync(transaction, meterStop: 2000);
        await site.SeenAsync($"[data-transaction='{transaction}'][data-state=Ended][data-energy-wh='2000']");
        await site.SeenAsync("[data-receipt='1'] a[href^='/api/v1/receipts/']");
        await site.ClickAsync("Messages of this time");
        await site.SeenAsync("[data-action=StopTransaction][data-kind=Call]");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_refused_card_is_told_at_its_station_with_the_reason_and_what_would_be_said_of_another()
    {
        await using var site = await AppSite.StartAsync("CP-CARD");
        Assert.Equal(AuthorizationStatus.Invalid, await site.Station.AuthorizeAsync("STRANGER"));
        await site.SignInAsync(path: "/stations/CP-CARD?tab=cards");
        await site.SeenAsync("li [data-decision=Invalid][data-reason=UnknownTag]", "STRANGER");
        await site.Page.GetByLabel("What would be said of this card now?").Last.FillAsync(AppSite.Tag);
        await site.ClickAsync("Ask");
        await site.SeenAsync("[role=status] [data-decision=Accepted]", "the tag is known and in force");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task What_limits_a_connector_is_drawn_and_where_the_station_says_otherwise_that_is_marked()
    {
        await using var site = await AppSite.StartAsync("CP-LIMIT");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        await site.Api.CommandAsync("CP-LIMIT", "SetChargingProfile", LookTests.Profile(limit: 16));
        await site.SignInAsync(path: "/stations/CP-LIMIT?tab=limits");
        await site.SeenAsync("[data-profile='7']", "16 A");
        await site.SeenAsync(".schedule", "16 A now");
        await site.ClickAsync("Ask the station");
        await site.SeenAsync(".badge", "The station agrees");
        site.Station.ScheduleLimit = 32;
        await site.ClickAsync("Ask the station");
        await site.SeenAsync(".badge", "The station says otherwise");
        await site.SeenAsync("path.told[data-steps='1']");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task Messages_are_followed_as_they_come_and_laid_open()
    {
        await using var site = await AppSite.StartAsync("CP-TALK");
        await site.SignInAsync(path: "/stations/CP-TALK?tab=messages");
        await site.SeenAsync("[data-action=BootNotification][data-kind=Call]");
        await site.Station.StatusAsync(1, ChargePointStatus.Preparing, "a note");
        await site.SeenAsync("[data-action=StatusNotification][data-kind=Call]");
        await site.Page.Locator("[data-action=StatusNotification][data-kind=Call]").ClickAsync();
        await site.SeenAsync("[aria-label=Frame] pre", "\"info\": \"a note\"");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task The_address_of_a_list_says_what_is_shown_and_shows_it_again()
    {
        await using var site = await AppSite.StartAsync("CP-ONLINE");
        await site.Api.RegisterStationAsync("CP-AWAY");
        await site.SignInAsync(path: "/stations");
        await site.SeenAsync("[role=row][data-station='CP-AWAY']");
        await site.Page.GetByLabel("Search identity, model, serial number").FillAsync("away");
        await Eventually.HoldsAsync(() => site.Page.Url.EndsWith("?q=away", StringComparison.Ordinal), "the search stands in the address");
        await site.GoAsync("/stations?connection=connected");
        await site.SeenAsync("[role=row][data-station='CP-ONLINE']");
        Assert.Equal(0, await site.Page.Locator("[data-station='CP-AWAY']").CountAsync());
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task The_app_speaks_the_language_of_the_browser_and_another_once_that_was_chosen()
    {
        await using var site = await AppSite.StartAsync("CP-SPEAK", new BrowserNewPageOptions { Locale = "de-DE" });
        await site.GoAsync("/");
        await site.Page.GetByText("Stattdessen ein API-Token verwenden").ClickAsync();
        await site.Page.Locator("input[name=token]").FillAsync(CsmsProgram.ApiToken);
        await site.ClickAsync("Anmelden");
        await site.SeenAsync("h1", "Übersicht");
        await site.Page.Locator(".who").ClickAsync();
        await site.ClickAsync("English", AriaRole.Menuitem);
        await site.SeenAsync("html[lang=en] h1", "Overview");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task Whoever_may_only_look_is_offered_nothing_else()
    {
        await using var site = await AppSite.StartAsync("CP-VIEW");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        var viewer = await site.Api.SendAsync(HttpMethod.Post, "tokens", new { name = "looks", role = "viewer" });
        await site.SignInAsync(viewer.GetProperty("token").GetString()!, "/stations/CP-VIEW");
        await site.SeenAsync("[data-connector='1'][data-status='Available']");
        Assert.Equal(0, await site.Page.Locator("[data-action]").CountAsync());
        await site.ClickAsync("Stations", AriaRole.Link);
        await site.SeenAsync("[role=row][data-station='CP-VIEW']");
        Assert.Equal(0, await site.Page.GetByText("Add a station").CountAsync());
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task Without_the_right_token_the_app_shows_nothing_but_the_sign_in()
    {
        await using var site = await AppSite.StartAsync("CP-SECRET");
        await site.TrySignInAsync("not-the-token-of-anybody");
        await site.SeenAsync("[role=alert]", "not known");
        Assert.DoesNotContain("CP-SECRET", await site.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_leads_back_to_the_sign_in()
    {
        await using var site = await AppSite.StartAsync("CP-END");
        await site.SignInAsync();
        await site.SeenAsync("[data-site='1']");
        await site.Page.Context.ClearCookiesAsync();
        await site.ClickAsync("Sessions", AriaRole.Link);
        await site.SeenAsync("[role=alert]", "Your session has ended");
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so_and_leads_back()
    {
        await using var site = await AppSite.StartAsync("CP-WAY");
        await site.SignInAsync(path: "/stations/NOT-THERE");
        await site.SeenAsync(".empty", "There is no station NOT-THERE");
        await site.GoAsync("/sessions/4711");
        await site.SeenAsync(".empty", "There is no session 4711");
        Assert.Empty(site.Faults);
    }
}
