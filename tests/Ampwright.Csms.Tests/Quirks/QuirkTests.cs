using System.Text.Json;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Quirks;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Quirks;

public sealed class QuirkTests
{
    [Fact]
    public async Task A_station_of_a_known_model_gets_its_quirks_as_it_boots_and_an_operator_has_the_last_word()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("BootNotification", """{"chargePointVendor":"EN+ Technologies","chargePointModel":"AC7000"}""");

        await Eventually.HoldsAsync(async () => (await QuirksAsync(csms)).Count == 2);
        Assert.Equal(["noAvailabilityAtConnect Flagged", "noPong Tolerated"], (await QuirksAsync(csms)).Select(quirk => $"{Text(quirk, "quirk")} {Text(quirk, "how")}"));
        Assert.True((await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json.GetProperty("noPong").GetBoolean());

        await csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"noPong":false}""");
        await station.CallAsync("BootNotification", """{"chargePointVendor":"EN+ Technologies","chargePointModel":"AC7000"}""");
        await station.CallAsync("BootNotification", """{"chargePointVendor":"Other","chargePointModel":"AC7000"}""");
        await Eventually.HoldsAsync(async () => (await QuirksAsync(csms)).Count == 0);
        Assert.False((await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json.GetProperty("noPong").GetBoolean());
        Assert.Contains("quirkFound", (await csms.SendAsync("GET", "/api/v1/events/log")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stamps_without_a_zone_are_read_in_the_zone_that_the_operators_own_file_names()
    {
        await using var csms = await ServedCsms.StartAsync(with: options =>
        {
            Directory.CreateDirectory(Path.Combine(options.Data, "quirks"));
            File.WriteAllText(Path.Combine(options.Data, "quirks", "own.json"), """[{"vendor":"acme*","quirks":{"timeZone":"Europe/Berlin"},"source":"test"}]""");
            return options;
        });
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("BootNotification", """{"chargePointVendor":"Acme Inc","chargePointModel":"X"}""");
        await Eventually.HoldsAsync(async () => (await QuirksAsync(csms)).Count == 1);

        // The open connection learns of it a moment later.
        var meter = 0;
        await Eventually.HoldsAsync(async () => await StartedAsync(csms, station, "2026-07-01T14:00:00.5", ++meter) == new DateTimeOffset(2026, 7, 1, 12, 0, 0, 500, TimeSpan.Zero));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 13, 0, 0, TimeSpan.Zero), await StartedAsync(csms, station, "2026-01-01T14:00:00", 1000));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 14, 0, 0, TimeSpan.Zero), await StartedAsync(csms, station, "2026-01-01T14:00:00Z", 1001));
    }

    [Theory]
    [InlineData("""[{"vendor":"A","quirks":{"nonsense":"true"},"source":"s"}]""", "nonsense")]
    [InlineData("""[{"vendor":"A","quirks":{"timeZone":"Mars/Base"},"source":"s"}]""", "Mars/Base")]
    [InlineData("""[{"vendor":"A","quirks":{"noPong":"maybe"},"source":"s"}]""", "maybe")]
    [InlineData("""[{"vendor":"A","quirks":""", "docs/quirks.md")]
    [InlineData("""[{"vendor":"A","firmwares":"*","quirks":{},"source":"s"}]""", "docs/quirks.md")]
    public void A_file_that_cannot_be_understood_is_refused_with_what_is_wrong(string file, string told)
    {
        var folder = Directory.CreateTempSubdirectory("ampwright-quirks-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "quirks"));
            File.WriteAllText(Path.Combine(folder.FullName, "quirks", "own.json"), file);
            var refused = Assert.Throws<StartException>(() => new QuirkBook(new CsmsOptions { Data = folder.FullName }));
            Assert.Contains(told, refused.Message, StringComparison.Ordinal);
            Assert.Contains("own.json", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<DateTimeOffset> StartedAsync(ServedCsms csms, Connections.RawStation station, string stamp, int meter)
    {
        var id = (await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"T","meterStart":{{meter}},"timestamp":"{{stamp}}"}"""))[2].GetProperty("transactionId").GetInt32();
        return (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json.GetProperty("startedAt").GetDateTimeOffset();
    }

    private static async Task<List<JsonElement>> QuirksAsync(ServedCsms csms) => [.. (await csms.SendAsync("GET", "/api/v1/stations/CP1/quirks")).Json.GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
