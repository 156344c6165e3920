using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Reports;

/// <summary>What real stations delivered, as the reports sum it up.</summary>
public sealed class UsageReportTests
{
    private const string Usage = "/api/v1/reports/usage";

    [Fact]
    public async Task Sessions_energy_revenue_use_and_carbon_are_summed_by_what_is_asked_for()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await TariffAsync(csms);
        var site = (await PostAsync(csms, "sites", """{"name":"Harbour","timeZone":"Europe/Berlin"}""")).GetProperty("id").GetInt64();
        await csms.RegisterAsync("CP2", $$""","noPong":true,"heartbeatSeconds":86400,"site":{{site}}""");
        var driver = (await PostAsync(csms, "drivers", """{"name":"Ann"}""")).GetProperty("id").GetInt64();
        await PostAsync(csms, "id-tags", $$"""{"idTag":"ANN","driver":{{driver}}}""");
        await using var one = await csms.ConnectAsync();
        await using var two = await csms.ConnectAsync("CP2");
        foreach (var station in (RawStation[])[one, two]) await station.CallAsync("StatusNotification", """{"connectorId":1,"status":"Available","errorCode":"NoError"}""");
        // 10 kWh in an hour: 0.5 + 10 x 0.4 with 19 % within; 5 kWh in two hours; and one that still runs.
        await SessionAsync(csms, one, "ANN", Noon, Noon.AddHours(1), 10_000);
        await SessionAsync(csms, two, "ANN", Noon.AddHours(1), Noon.AddHours(3), 5000);
        await SessionAsync(csms, two, "T1", Noon.AddHours(3), Noon.AddHours(3.5), 2000);
        await StartSessionAsync(one, at: Noon.AddHours(4));
        time.Advance(TimeSpan.FromHours(10));

        var all = Rows(await csms.SendAsync("GET", $"{Usage}?from=2026-03&co2GramsPerKwh=400"));
        Assert.Equal(["- - - - 3 17000 210 17.5 6800 [EUR 6.97 1.33 8.3]"], all);
        var stations = Rows(await csms.SendAsync("GET", $"{Usage}?from=2026-03&by=station,month"));
        Assert.Equal(["2026-03 1 CP1 - 1 10000 60 10 - [EUR 3.78 0.72 4.5]", $"2026-03 {site} CP2 - 2 7000 150 25 - [EUR 3.19 0.61 3.8]"], stations);
        var drivers = Rows(await csms.SendAsync("GET", $"{Usage}?from=2026-03&by=driver&site={site}"));
        Assert.Equal(["- - - - 1 2000 30 - - [EUR 1.09 0.21 1.3]", $"- - - {driver} 1 5000 120 - - [EUR 2.1 0.4 2.5]"], drivers);
        Assert.Equal($"""
            month,site,station,driver,sessions,energy_kwh,session_minutes,utilisation_percent,co2_grams,currency,net,tax,gross
            ,1,,,1,10,60,10,,EUR,3.78,0.72,4.5
            ,{site},,,2,7,150,25,,EUR,3.19,0.61,3.8

            """.ReplaceLineEndings("\r\n"), (await csms.SendAsync("GET", $"{Usage}.csv?from=2026-03&by=site")).Text);
        // Who holds on one site sees that one, and no drivers.
        var token = await csms.TokenAsync(Role.Viewer, site);
        Assert.Equal(["- - - - 2 7000 150 25 - [EUR 3.19 0.61 3.8]"], Rows(await csms.SendAsync("GET", $"{Usage}?from=2026-03", token: token)));
        (await csms.SendAsync("GET", $"{Usage}?by=driver", token: token)).Problem(403);
    }

    [Fact]
    public async Task A_session_over_the_end_of_a_month_counts_where_it_began_and_its_use_on_both_sides()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 31, 20, 0, 0, TimeSpan.Zero));
        await using var csms = await StartAsync(time);
        await csms.SendAsync("PATCH", "/api/v1/sites/1", """{"timeZone":"Europe/Berlin"}""");
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("StatusNotification", """{"connectorId":1,"status":"Available","errorCode":"NoError"}""");
        // In Berlin the month ends at 22:00 UTC.
        var begin = new DateTimeOffset(2026, 3, 31, 21, 0, 0, TimeSpan.Zero);
        time.Advance(TimeSpan.FromHours(4));
        var id = await StartSessionAsync(station, at: begin);
        await StopSessionAsync(station, id, 1000, begin.AddHours(2));

        var rows = Rows(await csms.SendAsync("GET", $"{Usage}?from=2026-03&until=2026-04&by=month"));

        Assert.Equal(["2026-03 - - - 1 1000 120 50 - []", "2026-04 - - - 0 0 0 50 - []"], rows);
    }

    [Fact]
    public async Task What_cannot_be_reported_is_refused_with_what_to_give()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var asked in (string[])["from=2026", "from=2026-03&until=2026-02", "from=2010-01&until=2026-01", "by=colour", "co2GramsPerKwh=-1"]) (await csms.SendAsync("GET", $"{Usage}?{asked}")).Problem(422);
        Assert.Equal("""[]""", (await csms.SendAsync("GET", Usage)).Json.GetProperty("rows").GetRawText());
    }

    private static async Task SessionAsync(ServedCsms csms, RawStation station, string idTag, DateTimeOffset from, DateTimeOffset until, int energy)
    {
        var id = await StartSessionAsync(station, idTag, at: from);
        await StopSessionAsync(station, id, energy, until);
        await BookedAsync(csms, id);
    }

    private static List<string> Rows(Answer answer) => [.. answer.Json.GetProperty("rows").EnumerateArray().Select(row => string.Join(' ', row.EnumerateObject().Select(Text)))];

    private static string Text(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => "-",
        JsonValueKind.Array => $"[{string.Join("; ", property.Value.EnumerateArray().Select(sum => string.Join(' ', sum.EnumerateObject().Select(Text))))}]",
        JsonValueKind.Number => FormattableString.Invariant($"{property.Value.GetDecimal():0.####}"),
        _ => property.Value.GetString()!,
    };
}
