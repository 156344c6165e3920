using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Reports;

/// <summary>Reports of a time tell what was then, whatever has been changed since.</summary>
public sealed class WhatWasThenTests
{
    [Fact]
    public async Task What_a_station_delivered_before_it_was_moved_counts_where_it_stood()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var other = (await PostAsync(csms, "sites", """{"name":"Other"}""")).GetProperty("id").GetInt64();
        await using var station = await csms.ConnectAsync();
        await ShowAsync(station, "Available");
        await StopSessionAsync(station, await StartSessionAsync(station), 10_000, Noon.AddHours(1));
        time.Advance(TimeSpan.FromHours(2));
        await PostAsync(csms, "stations/CP1", $$"""{"site":{{other}}}""", "PATCH");
        await StopSessionAsync(station, await StartSessionAsync(station, at: Noon.AddHours(2)), 5_000, Noon.AddHours(2.5));
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal([(1, 1, 10_000, 50m), (other, 1, 5_000, 50m)], await UsageAsync(csms, "by=site"));
        Assert.Equal([(1, 1, 10_000, 50m)], await UsageAsync(csms, "by=site&site=1"));
        Assert.Equal([(other, 1, 5_000, 50m)], await UsageAsync(csms, $"by=site&site={other}"));
    }

    [Fact]
    public async Task A_station_that_is_moved_while_a_car_charges_is_in_use_where_it_stood_until_then_and_its_session_stays_when_that_site_goes()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var other = (await PostAsync(csms, "sites", """{"name":"Other"}""")).GetProperty("id").GetInt64();
        await using var station = await csms.ConnectAsync();
        await ShowAsync(station, "Available");
        time.Advance(TimeSpan.FromHours(1));
        await PostAsync(csms, "stations/CP1", $$"""{"site":{{other}}}""", "PATCH");
        var session = await StartSessionAsync(station, at: Noon.AddHours(1));
        time.Advance(TimeSpan.FromHours(1));
        await PostAsync(csms, "stations/CP1", """{"site":1}""", "PATCH");
        time.Advance(TimeSpan.FromHours(2));
        await StopSessionAsync(station, session, 10_000, Noon.AddHours(4));
        Assert.Equal([(other, 1, 10_000, 100m)], await UsageAsync(csms, $"by=site&site={other}"));

        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/sites/{other}")).Code);

        Assert.Equal([(1, 1, 10_000, 25m)], await UsageAsync(csms, "by=site"));
    }

    [Fact]
    public async Task No_port_is_in_use_for_longer_than_it_is_known()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await csms.ConnectAsync();
        var session = await StartSessionAsync(station);
        time.Advance(TimeSpan.FromHours(3));
        // Nothing was known of the connector before.
        await ShowAsync(station, "Charging");
        time.Advance(TimeSpan.FromHours(1));
        await StopSessionAsync(station, session, 10_000, Noon.AddHours(4));

        Assert.Equal([(1, 1, 10_000, 100m)], await UsageAsync(csms, "by=site"));
    }

    [Fact]
    public async Task A_rapid_port_that_was_removed_stays_in_the_years_average_and_what_comes_in_its_place_is_another()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await PostAsync(csms, "stations/CP1/rated-power", """{"watts":50000}""", "PUT");
        await using (var station = await csms.ConnectAsync())
        {
            await ShowAsync(station, "Faulted");
            time.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/stations/CP1")).Code);

        var report = (await csms.SendAsync("GET", "/api/v1/reports/uptime/uk?year=2026")).Json;
        Assert.Equal((1, 0m), (report.GetProperty("rapidPorts").GetInt32(), report.GetProperty("networkPercent").GetDecimal()));
        await csms.RegisterAsync();
        Assert.True((await csms.SendAsync("GET", "/api/v1/stations/CP1/rated-power")).Json.GetProperty("isDefault").GetBoolean());
    }

    [Fact]
    public async Task Opening_hours_that_were_changed_hold_from_then_on()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await PostAsync(csms, "sites/1/publication", """{"openData":false}""", "PUT");
        await using var station = await csms.ConnectAsync();
        await ShowAsync(station, "Faulted");
        time.Advance(TimeSpan.FromHours(1));
        // A Sunday: it is closed from now on.
        await PostAsync(csms, "sites/1/publication", """{"openData":false,"openingHours":[{"days":["mon"],"from":"08:00","to":"18:00"}]}""", "PUT");
        time.Advance(TimeSpan.FromHours(2));

        var port = (await csms.SendAsync("GET", "/api/v1/reports/uptime/uk?year=2026")).Json.GetProperty("ports")[0];
        Assert.Equal(60m, port.GetProperty("notWorkingMinutes").GetDecimal());
        var nevi = (await csms.SendAsync("GET", "/api/v1/reports/uptime/nevi?month=2026-03")).Json.GetProperty("ports")[0];
        Assert.Equal((180m, 120m), (nevi.GetProperty("outageMinutes").GetDecimal(), nevi.GetProperty("excludedMinutes").GetDecimal()));
    }

    private static Task<System.Text.Json.JsonElement> ShowAsync(RawStation station, string status) =>
        station.CallAsync("StatusNotification", $$"""{"connectorId":1,"status":"{{status}}","errorCode":"NoError"}""");

    private static async Task<List<(long Site, int Sessions, int Wh, decimal Use)>> UsageAsync(ServedCsms csms, string asked) =>
        [.. (await csms.SendAsync("GET", $"/api/v1/reports/usage?from=2026-03&{asked}")).Json.GetProperty("rows").EnumerateArray().Select(row => (
            row.GetProperty("site").GetInt64(), row.GetProperty("sessions").GetInt32(), row.GetProperty("energyWh").GetInt32(), row.GetProperty("utilisationPercent").GetDecimal()))];
}
