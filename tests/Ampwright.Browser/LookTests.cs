using System.Text.Json;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.TestKit.Programs;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>
/// Every screen in light and dark, on a desk and on a phone: readable by the rules of WCAG 2.2 AA that axe can check, and within the width. With
/// AMPWRIGHT_TEST_SCREENSHOTS naming a folder, each is also put there as a picture.
/// </summary>
public sealed class LookTests
{
    private static readonly string Axe = Path.Combine(Repository.Root, "src/web/node_modules/axe-core/axe.min.js");

    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 1360)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Every_screen_can_be_read_and_fits(ColorScheme scheme, int width)
    {
        await using var site = await AppSite.StartAsync("CP-LOOK", new BrowserNewPageOptions { Locale = "en-GB", ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        var transaction = await FillAsync(site);
        var axe = await File.ReadAllTextAsync(Axe);
        await site.GoAsync("/");
        await site.SeenAsync("form");
        await LookAsync(site, axe, $"sign-in-{scheme}-{width}");
        await site.SignInAsync();
        foreach (var (name, path, seen) in Screens(transaction))
        {
            await site.GoAsync(path);
            await site.SeenAsync(seen);
            await LookAsync(site, axe, $"{name}-{scheme}-{width}");
        }
        await site.GoAsync("/stations/CP-LOOK");
        await site.ClickAsync("Start at CP-LOOK connector 2");
        await site.SeenAsync("[role=dialog] input");
        await LookAsync(site, axe, $"dialog-{scheme}-{width}");
        await site.GoAsync("/energy?site=1");
        await site.ClickAsync("Change Yard");
        await site.SeenAsync("[role=dialog] .schedule-fields");
        await LookAsync(site, axe, $"energy-dialog-{scheme}-{width}");
        Assert.Empty(site.Faults);
    }

    private static IEnumerable<(string Name, string Path, string Seen)> Screens(int transaction) =>
    [
        ("overview", "/", "article[data-transaction]"),
        ("stations", "/stations", "[role=row][data-station]"),
        ("stations-none", "/stations?q=nothing-like-this", ".empty"),
        ("station", "/stations/CP-LOOK", "[data-connector='1'] [data-transaction]"),
        ("station-sessions", "/stations/CP-LOOK?tab=sessions", "tr[data-transaction]"),
        ("station-cards", "/stations/CP-LOOK?tab=cards", "li [data-decision]"),
        ("station-commands", "/stations/CP-LOOK?tab=commands", "[data-command]"),
        ("station-limits", "/stations/CP-LOOK?tab=limits", "[data-profile]"),
        ("station-configuration", "/stations/CP-LOOK?tab=configuration", ".empty"),
        ("station-messages", "/stations/CP-LOOK?tab=messages", "[data-action]"),
        ("station-activity", "/stations/CP-LOOK?tab=activity", "[data-event]"),
        ("station-about", "/stations/CP-LOOK?tab=about", "dl.facts"),
        ("sessions", "/sessions", "tr[data-transaction]"),
        ("session", $"/sessions/{transaction}", "[data-decision]"),
        ("drivers", "/drivers", "tr[data-driver]"),
        ("driver", "/drivers/1", "tr[data-id-tag]"),
        ("cards", "/drivers?tab=cards", "tr[data-id-tag]"),
        ("groups", "/drivers?tab=groups", "tr[data-group]"),
        ("prices", "/prices", "article[data-tariff]"),
        ("tariff", "/prices/1", "[data-calculator] tr[data-step]"),
        ("accounts", "/accounts", "tr[data-account]"),
        ("tokens", "/accounts?tab=tokens", "tr[data-token]"),
        ("audit", "/accounts?tab=audit", "[data-audit]"),
        ("own-password", "/accounts?tab=own", ".empty"),
        ("rules", "/drivers?tab=rules", "article[data-rule] .used"),
        ("campaigns", "/campaigns", "tr[data-campaign]"),
        ("campaign", "/campaigns/1", "tr[data-part]"),
        ("security", "/security", ".empty"),
        ("security-certificates", "/security?tab=requests", ".empty"),
        ("security-profiles", "/security?tab=upgrades", ".empty"),
        ("station-reservations", "/stations/CP-LOOK?tab=reservations", "tr[data-reservation]"),
        ("reservations", "/reservations", "tr[data-state=Active]"),
        ("reservations-none", "/reservations?state=Lost", ".empty"),
        ("energy", "/energy?site=1", "[data-share='CP-LOOK 1'][data-charges=true]"),
        ("reports", "/reports", "[data-months] canvas"),
        ("reports-uptime", "/reports?tab=uptime", "[data-rule=nevi]"),
        ("reports-uk", "/reports?tab=uptime&rule=uk", "[data-rule=uk]"),
        ("reports-nevi", "/reports?tab=nevi", "[data-table=outages]"),
        ("reports-statements", "/reports?tab=statements", ".empty"),
        ("energy-none", "/energy?site=2", "[data-no-plan]"),
    ];

    /// <returns>The transaction that runs.</returns>
    private static async Task<int> FillAsync(AppSite site)
    {
        var station = site.Station;
        await FillAccessAsync(site);
        await site.Api.SendAsync(HttpMethod.Post, "campaigns", new { name = "Lists of spring", kind = "LocalList", filter = new { site = 1 }, canary = 1 });
        await station.StatusAsync(0, ChargePointStatus.Available);
        await station.StatusAsync(2, ChargePointStatus.Available);
        var before = await station.StartAsync(1, AppSite.Tag, meterStart: 0);
        await station.StopAsync(before, meterStop: 5200);
        var transaction = await station.StartAsync(1, AppSite.Tag, meterStart: 5200);
        await station.StatusAsync(1, ChargePointStatus.Charging);
        foreach (var more in (int[])[300, 900, 1700, 2600]) await station.MeterAsync(1, transaction, 5200 + more, watts: 7000 + more);
        await station.StatusAsync(3, ChargePointStatus.Faulted, "Residual current");
        await site.Api.CommandAsync("CP-LOOK", "UnlockConnector", new { connectorId = 2 });
        await site.Api.CommandAsync("CP-LOOK", "SetChargingProfile", Profile(limit: 16));
        await site.Api.SendAsync(HttpMethod.Post, "stations/CP-LOOK/reservations", new { connectorId = 2, idTag = AppSite.Tag, expiresAt = TimeProvider.System.GetUtcNow().AddHours(1) });
        await site.Api.SendAsync(HttpMethod.Post, "sites", new { name = "Nothing yet" });
        await site.Api.SendAsync(HttpMethod.Put, "sites/1/power", new
        {
            nodes = new object[]
            {
                new { name = "Yard", amperes = 60, schedules = new[] { new { name = "Evening", windows = new[] { new { days = new[] { "mon" }, from = "17:00", to = "20:00" } }, amperes = 40 } } },
                new { name = "Row", parent = "Yard", amperes = 32 },
            },
            building = new { maxAgeSeconds = 60, assumedAmperes = 15 },
            stations = new[] { new { station = "CP-LOOK", node = "Row" } },
        });
        return transaction;
    }

    /// <summary>A driver of a group for which a rule holds at night, as far as its quota goes, and what charging costs.</summary>
    private static async Task FillAccessAsync(AppSite site)
    {
        var night = new { name = "Night", from = "22:00", to = "06:00", perKwh = 0.3m };
        await site.Api.SendAsync(HttpMethod.Post, "tariffs", new { name = "House", validFrom = "2020-01-01T00:00:00Z", terms = new { currency = "EUR", taxPercent = 19, perKwh = 0.5m, perMinute = 0.01m, bands = new[] { night }, holidays = (string[])["2026-12-25"] } });
        await site.Api.SendAsync(HttpMethod.Post, "groups", new { name = "Residents", parentIdTag = "HOUSE" });
        // Nobody is in it: nothing is charged, and what shows charges is looked at empty.
        await site.Api.SendAsync(HttpMethod.Post, "groups", new { name = "Visitors" });
        await site.Api.SendAsync(HttpMethod.Post, "tariff-assignments", new { tariff = 1, site = 1, group = 2 });
        await site.Api.SendAsync(HttpMethod.Post, "drivers", new { name = "Ann Berg", contact = "ann@example.org", groups = (long[])[1] });
        await site.Api.SendAsync(HttpMethod.Post, "drivers/1/vehicles", new { name = "Hatchback", batteryKwh = 52, maxCurrentA = 16, phases = 3 });
        await site.Api.SendAsync(HttpMethod.Put, $"id-tags/{AppSite.Tag}", new { driver = 1 });
        await site.Api.SendAsync(HttpMethod.Put, "id-tags/LOST", new { blocked = true, note = "lost in the park" });
        await site.Api.SendAsync(HttpMethod.Post, "charging-rules", new { group = 1, site = 1, windows = new[] { new { days = (string[])["mon", "sat"], from = "18:00", to = "08:00" } } });
        await site.Api.SendAsync(HttpMethod.Post, "charging-rules", new { group = 1, site = 1, quota = new { per = "Week", of = "Group", energyKwh = 4, sessions = 9 } });
        await site.Api.SendAsync(HttpMethod.Patch, "sites/1", new { defaultPolicy = "GroupsWithRule" });
    }

    /// <summary>A limit of every session at connector 1, by day and night.</summary>
    public static object Profile(int limit) => new
    {
        connectorId = 1,
        csChargingProfiles = new
        {
            chargingProfileId = 7,
            stackLevel = 1,
            chargingProfilePurpose = "TxDefaultProfile",
            chargingProfileKind = "Recurring",
            recurrencyKind = "Daily",
            chargingSchedule = new { startSchedule = "2026-01-01T00:00:00Z", chargingRateUnit = "A", chargingSchedulePeriod = new[] { new { startPeriod = 0, limit } } },
        },
    };

    private static async Task LookAsync(AppSite site, string axe, string name)
    {
        if (Environment.GetEnvironmentVariable("AMPWRIGHT_TEST_SCREENSHOTS") is { Length: > 0 } folder)
            await site.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
        await site.Page.EvaluateAsync(axe);
        var found = await site.Page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
              .violations.map(one => `${one.id}: ${one.nodes.map(node => `${node.html} ${node.failureSummary}`).slice(0, 3).join(' | ')}`)
            """);
        Assert.True(found.GetArrayLength() == 0, $"{name}: {string.Join('\n', found.EnumerateArray())}");
        Assert.True(await site.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} is wider than the window");
    }
}
