using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Api;

public sealed class SessionLifeTests
{
    [Fact]
    public async Task A_charging_session_is_told_while_it_runs_and_when_it_has_ended()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}");
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("StatusNotification", """{"connectorId":1,"status":"Charging","errorCode":"NoError"}""");
        var started = await station.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"T1","meterStart":1000,"timestamp":"2026-03-01T12:00:00Z"}""");
        var id = started[2].GetProperty("transactionId").GetInt32();
        await station.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T12:10:00Z","sampledValue":[{"value":"1.75","unit":"kWh"},{"value":"7400","measurand":"Power.Active.Import","unit":"W"}]}]}""");

        var running = (await csms.SendAsync("GET", "/api/v1/transactions?station=CP1&open=true")).Json.GetProperty("items")[0];

        Assert.Equal((id, 1, "T1"), (running.GetProperty("id").GetInt32(), running.GetProperty("connectorId").GetInt32(), running.GetProperty("idTag").GetString()));
        Assert.Equal(("Running", 750, 7400), (running.GetProperty("state").GetString(), running.GetProperty("energyWh").GetInt32(), running.GetProperty("powerW").GetInt32()));
        Assert.Equal("Charging", (await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json.GetProperty("connectors")[0].GetProperty("status").GetString());

        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":2200,"timestamp":"2026-03-01T12:20:00Z","reason":"Local"}""");

        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/transactions?open=true")).Json.GetProperty("items").GetArrayLength());
        var ended = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json;
        Assert.Equal(("Ended", 1200, "Local"), (ended.GetProperty("state").GetString(), ended.GetProperty("energyWh").GetInt32(), ended.GetProperty("reason").GetString()));
        Assert.Equal("1.75", ended.GetProperty("meterValues")[0].GetProperty("sampledValue")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_without_a_gap()
    {
        await using var csms = await ServedCsms.StartAsync();
        for (var number = 1; number <= 5; number++) await csms.RegisterAsync($"CP{number}");
        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await csms.SendAsync("GET", $"/api/v1/stations?limit=2{after}")).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(station => station.GetProperty("identity").GetString()!));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
        }
        Assert.Equal(["CP1", "CP2", "CP3", "CP4", "CP5"], seen);
    }
}
