using Ampwright.Csms.Tests.Connections;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Reports;

/// <summary>The quarterly data of 23 CFR 680.112(a), of a real station.</summary>
public sealed class NeviExportTests
{
    [Fact]
    public async Task A_quarter_is_told_by_session_by_month_and_by_outage()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var driver = (await PostAsync(csms, "drivers", """{"name":"Ann"}""")).GetProperty("id").GetInt64();
        await PostAsync(csms, "id-tags", $$"""{"idTag":"ANN","driver":{{driver}}}""");
        await TariffAsync(csms);
        await using var station = await csms.ConnectAsync();
        await ShowAsync(station, "Available", "NoError");
        var first = await StartSessionAsync(station, "ANN");
        foreach (var (minute, kilowatts) in ((int, string)[])[(10, "7.2"), (20, "11.04"), (30, "3")])
        {
            await station.CallAsync("MeterValues", $$"""
                {"connectorId":1,"transactionId":{{first}},"meterValue":[{"timestamp":"{{Noon.AddMinutes(minute):O}}","sampledValue":[{"value":"{{kilowatts}}","measurand":"Power.Active.Import","unit":"kW"}]}]}
                """);
        }
        await StopSessionAsync(station, first, 5120);
        time.Advance(TimeSpan.FromHours(2));
        var second = await StartSessionAsync(station, at: Noon.AddHours(2));
        await ShowAsync(station, "Faulted", "GroundFailure");
        time.Advance(TimeSpan.FromMinutes(7.5));
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{second}},"meterStop":0,"timestamp":"{{Noon.AddMinutes(125):O}}","reason":"EmergencyStop"}""");
        await ShowAsync(station, "Available", "NoError");
        await PostAsync(csms, "outage-notes", """{"station":"CP1","connectorId":1,"from":"2026-03-01T14:05:00Z","until":"2026-03-01T15:00:00Z","reason":"Vehicle","note":"an isolation fault of the car"}""");
        time.Advance(TimeSpan.FromMinutes(12.5));

        Assert.Equal($"""
            charging_station_id,port_id,session_id,session_start,session_end,error_codes,energy_kwh,peak_kw,payment_method,station
            S1,1,{first},2026-03-01T12:00:00Z,2026-03-01T13:00:00Z,,5.12,11.04,account,CP1
            S1,1,{second},2026-03-01T14:00:00Z,2026-03-01T14:05:00Z,EmergencyStop GroundFailure NoEnergy,0,,,CP1

            """.ReplaceLineEndings("\r\n"), (await csms.SendAsync("GET", "/api/v1/reports/nevi/sessions.csv?quarter=2026-Q1")).Text);
        Assert.Equal("""
            charging_station_id,port_id,month,uptime_percent,t_outage_minutes,t_excluded_minutes,known_minutes,station
            S1,1,2026-03,99.999,7.5,2.5,140,CP1

            """.ReplaceLineEndings("\r\n"), (await csms.SendAsync("GET", "/api/v1/reports/nevi/uptime.csv?quarter=2026-Q1")).Text);
        Assert.Equal("""
            charging_station_id,port_id,outage_start,outage_end,minutes,excluded_minutes,station
            S1,1,2026-03-01T14:00:00Z,2026-03-01T14:07:30Z,7.5,2.5,CP1

            """.ReplaceLineEndings("\r\n"), (await csms.SendAsync("GET", "/api/v1/reports/nevi/outages.csv?quarter=2026-Q1")).Text);
        // The last whole quarter ended before anything was known.
        Assert.Single((await csms.SendAsync("GET", "/api/v1/reports/nevi/sessions.csv")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        foreach (var asked in (string[])["sessions.csv?quarter=2026-Q5", "uptime.csv?quarter=Q1", "outages.csv?quarter=2026"]) (await csms.SendAsync("GET", $"/api/v1/reports/nevi/{asked}")).Problem(422);
    }

    private static Task<System.Text.Json.JsonElement> ShowAsync(RawStation station, string status, string error) =>
        station.CallAsync("StatusNotification", $$"""{"connectorId":1,"status":"{{status}}","errorCode":"{{error}}"}""");
}
