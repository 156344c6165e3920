using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Power;

/// <summary>What flows at each site against its limit, and what it delivered since its own midnight.</summary>
public sealed class SitesNowTests
{
    [Fact]
    public async Task The_energy_of_today_begins_at_the_sites_midnight_and_power_is_that_of_the_sessions_that_run()
    {
        // Midnight in Berlin is 23:00 UTC.
        var midnight = new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero);
        var time = new ManualTimeProvider(midnight.AddSeconds(-30));
        await using var csms = await StartAsync(time);
        await csms.SendAsync("PATCH", "/api/v1/sites/1", """{"timeZone":"Europe/Berlin"}""");
        await using var station = await csms.ConnectAsync();
        // All of yesterday; half of it; some of today; and one that runs since yesterday.
        await StopSessionAsync(station, await StartSessionAsync(station, at: midnight.AddHours(-3)), 7000, midnight.AddHours(-2.5));
        var over = await StartSessionAsync(station, at: midnight.AddHours(-2));
        await MeterAsync(station, over, midnight.AddMinutes(-1), register: 1500, watts: 4000);
        time.Advance(TimeSpan.FromHours(2));
        await MeterAsync(station, over, midnight.AddMinutes(20), register: 1900, watts: 4000);
        await StopSessionAsync(station, over, 2300, midnight.AddMinutes(40));
        var running = await StartSessionAsync(station, at: midnight.AddMinutes(50));
        await MeterAsync(station, running, midnight.AddMinutes(100), register: 500, watts: 7200);

        var site = await SiteAsync(csms);
        Assert.Equal((800 + 500, 7200), (site.GetProperty("energyTodayWh").GetInt32(), site.GetProperty("powerW").GetInt32()));
        Assert.Equal(midnight, site.GetProperty("since").GetDateTimeOffset());
        foreach (var none in (string[])["limitW", "buildingW", "holds"]) Assert.Equal(JsonValueKind.Null, site.GetProperty(none).ValueKind);

        await csms.SendAsync("PUT", PowerWorld.PlanPath, """{"nodes":[{"name":"Yard","amperes":100,"kilowatts":50}],"building":{"maxAgeSeconds":60,"assumedAmperes":20}}""");
        await csms.SendAsync("PUT", "/api/v1/sites/1/building-load", """{"l1":10,"l2":0,"l3":-4}""");
        site = await SiteAsync(csms);
        Assert.Equal((50_000, 2300), (site.GetProperty("limitW").GetInt32(), site.GetProperty("buildingW").GetInt32()));
        await csms.SendAsync("PUT", PowerWorld.PlanPath, """{"nodes":[{"name":"Yard","amperes":10}]}""");
        Assert.Equal(6900, (await SiteAsync(csms)).GetProperty("limitW").GetInt32());

        var elsewhere = (await PostAsync(csms, "sites", """{"name":"Elsewhere"}""")).GetProperty("id").GetInt64();
        var seen = (await csms.SendAsync("GET", "/api/v1/power", token: await csms.TokenAsync(Role.Viewer, elsewhere))).Json.GetProperty("items");
        Assert.Equal(elsewhere, Assert.Single(seen.EnumerateArray()).GetProperty("site").GetInt64());
        (await csms.SendAsync("GET", "/api/v1/power?limit=0")).Problem(422);
    }

    private static async Task<JsonElement> SiteAsync(ServedCsms csms) => (await csms.SendAsync("GET", "/api/v1/power")).Json.GetProperty("items")[0];

    private static Task<JsonElement> MeterAsync(RawStation station, int transaction, DateTimeOffset at, int register, int watts) => station.CallAsync("MeterValues", $$"""
        {"connectorId":1,"transactionId":{{transaction}},"meterValue":[{"timestamp":"{{at:O}}","sampledValue":[{"value":"{{register}}"},{"value":"{{watts}}","measurand":"Power.Active.Import","unit":"W"}]}] }
        """);
}
