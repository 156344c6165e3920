using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.SecurityEvents;

public sealed class SecurityEventTests
{
    [Fact]
    public async Task Security_events_are_kept_with_how_grave_they_are_and_unknown_ones_count_as_critical()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await csms.RegisterAsync("CP2");
        await using var station = await csms.ConnectAsync();
        await using var other = await csms.ConnectAsync("CP2");
        foreach (var type in (string[])["TamperDetectionActivated", "InvalidTLSVersion", "OurOwn"])
        {
            Assert.Equal("{}", (await station.CallAsync("SecurityEventNotification",
                $$"""{"type":"{{type}}","timestamp":"2026-03-01T12:00:00Z","techInfo":"t"}"""))[2].GetRawText());
        }
        await other.CallAsync("SecurityEventNotification", """{"type":"ResetOrReboot","timestamp":"2026-03-01T12:00:00Z"}""");

        Assert.Equal(["OurOwn True t", "InvalidTLSVersion False t", "TamperDetectionActivated True t"], await ListAsync("?station=cp1"));
        Assert.Equal(["ResetOrReboot True ", "OurOwn True t", "TamperDetectionActivated True t"], await ListAsync("?critical=true"));
        Assert.Equal(["InvalidTLSVersion False t"], await ListAsync("?type=InvalidTLSVersion"));

        async Task<string[]> ListAsync(string query) => [.. (await csms.SendAsync("GET", $"/api/v1/security-events{query}")).Json.GetProperty("items").EnumerateArray()
            .Select(item => $"{item.GetProperty("type").GetString()} {item.GetProperty("critical").GetBoolean()} {item.GetProperty("techInfo").GetString()}")];
    }
}
