using System.Globalization;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.TestKit;
using Microsoft.Playwright;

namespace Ampwright.Browser;

/// <summary>The limits of a site: set at the screen, followed by the stations.</summary>
public sealed class EnergyTests
{
    [Fact]
    public async Task A_site_limit_is_set_without_reading_anything_and_the_station_follows_it()
    {
        await using var site = await AppSite.StartAsync("CP-LIMIT");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        var transaction = await site.Station.StartAsync(1, AppSite.Tag, meterStart: 0);
        await site.Station.MeterAsync(1, transaction, 100, watts: 11_000);
        await site.SignInAsync();
        await site.ClickAsync("Energy", AriaRole.Link);
        await site.SeenAsync("[data-no-plan]", "Nothing limits this site yet");
        await site.Page.Locator("input[name=first-limit]").FillAsync("20");
        await site.ClickAsync("Set");

        await site.SeenAsync("[data-share='CP-LIMIT 1'][data-charges=true][data-may-draw='20']");
        await site.SeenAsync("[data-row=all][data-worst='20'][data-limit='20']");
        await site.Page.Locator("input[name=limit]").FillAsync("12.5");
        await site.ClickAsync("Set");
        await site.SeenAsync("[data-share='CP-LIMIT 1'][data-may-draw='12.5'][data-reason=Shared]", "Default has no more");
        await site.SeenAsync("[data-row=all][data-limit='12.5']");
        Assert.Equal(12.5m, site.Station.Asked.OfType<SetChargingProfileRequest>().Last(asked => asked.CsChargingProfiles.TransactionId == transaction).CsChargingProfiles.ChargingSchedule.ChargingSchedulePeriod[0].Limit);
        // What cannot be is said where it was asked.
        await site.Page.Locator("input[name=limit]").FillAsync("");
        await site.ClickAsync("Set");
        await site.SeenAsync(".quick-limit [role=alert]", "Give the site's limit");

        await site.GoAsync("/");
        await site.SeenAsync("[data-site='1'] [data-limit-w='8625']", "0.100 kWh today");
        Assert.Empty(site.Faults);
    }

    [Fact]
    public async Task A_feeder_with_a_schedule_a_rule_and_a_promise_are_made_at_the_screen()
    {
        await using var site = await AppSite.StartAsync("CP-TREE");
        await site.Station.StatusAsync(1, ChargePointStatus.Available);
        var transaction = await site.Station.StartAsync(1, AppSite.Tag, meterStart: 0);
        await site.Api.SendAsync(HttpMethod.Put, "sites/1/power", new { nodes = new[] { new { name = "House", amperes = 100 } } });
        await site.SignInAsync(path: "/energy?site=1");
        await site.ClickAsync("Add a feeder or group below House");
        var dialog = site.Page.Locator("[role=dialog]");
        await dialog.Locator("input[name=name]").FillAsync("Row A");
        await dialog.Locator("input[name=amperes]").FillAsync("40");
        await site.ClickAsync("Add a limit for times of the week");
        await dialog.Locator("input[name=sat]").CheckAsync();
        await site.ClickAsync("Save");
        await site.SeenAsync("[data-tree='Row A'][data-limit='40'] [data-schedule=Evening]", "Mon–Sat 17:00–20:00");
        await site.ClickAsync("Change CP-TREE");
        await dialog.GetByLabel("Hangs on").ClickAsync();
        await site.ClickAsync("Row A", AriaRole.Option);
        await site.ClickAsync("Save");
        await site.SeenAsync("[data-tree='Row A'] [data-leaf='CP-TREE']");
        await site.ClickAsync("Change how it is shared");
        await dialog.GetByLabel("First come, first served").CheckAsync();
        await site.ClickAsync("Save");
        await site.SeenAsync("[data-policy=FirstCome]");
        await site.ClickAsync("Promise energy at CP-TREE connector 1");
        await dialog.GetByLabel("Energy in all, from the start of the session").FillAsync("9");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Promise", Exact = true }).ClickAsync();
        await site.SeenAsync("[data-share='CP-TREE 1']", "9.000 kWh promised by");
        var goal = await site.Api.SendAsync(HttpMethod.Get, $"transactions/{transaction.ToString(CultureInfo.InvariantCulture)}/charging-goal", null);
        Assert.Equal(9000, goal.GetProperty("energyWh").GetInt32());
        await site.ClickAsync("Remove Row A");
        await site.SeenAsync("[role=dialog]", "hangs on House from then on");
        await site.ClickAsync("Remove");
        await Eventually.HoldsAsync(async () => await site.Page.Locator("[data-tree='Row A']").CountAsync() == 0, "the feeder is gone");
        await site.SeenAsync("[data-tree='House'] [data-leaf='CP-TREE']");
        Assert.Empty(site.Faults);
    }
}
