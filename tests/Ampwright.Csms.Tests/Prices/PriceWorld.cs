using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>A station that charges for money; the clock is the test's and stands at noon of the 1st of March 2026 in the beginning.</summary>
internal static class PriceWorld
{
    public const string Terms = """{"currency":"EUR","taxPercent":19,"pricesIncludeTax":true,"startFee":0.5,"perKwh":0.4}""";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task<ServedCsms> StartAsync(ManualTimeProvider time, string more = "")
    {
        var csms = await ServedCsms.StartAsync(time);
        // Judged by its heartbeats: the clock moves faster than any ping.
        await csms.RegisterAsync("CP1", $$""","noPong":true,"heartbeatSeconds":86400{{more}}""");
        return csms;
    }

    /// <summary>A tariff that holds from long ago, assigned to a place and a group; both are JSON after a comma.</summary>
    public static async Task<long> TariffAsync(ServedCsms csms, string name = "Public", string terms = Terms, string? place = "")
    {
        var id = (await PostAsync(csms, "tariffs", $$"""{"name":"{{name}}","validFrom":"2020-01-01T00:00:00Z","terms":{{terms}}}""")).GetProperty("id").GetInt64();
        if (place is not null) await PostAsync(csms, "tariff-assignments", $$"""{"tariff":{{id}}{{place}}}""");
        return id;
    }

    public static async Task<int> StartSessionAsync(RawStation station, string idTag = "T1", int connector = 1, DateTimeOffset? at = null, int meter = 0) => (await station.CallAsync(
        "StartTransaction", $$"""{"connectorId":{{connector}},"idTag":"{{idTag}}","meterStart":{{meter}},"timestamp":"{{at ?? Noon:O}}"}"""))[2].GetProperty("transactionId").GetInt32();

    public static Task StopSessionAsync(RawStation station, int id, int meter, DateTimeOffset? at = null) =>
        station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":{{meter}},"timestamp":"{{at ?? Noon.AddHours(1):O}}"}""");

    public static Task MeterAsync(RawStation station, int id, int minute, int meter) => station.CallAsync(
        "MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"{{Noon.AddMinutes(minute):O}}","sampledValue":[{"value":"{{meter}}"}]}]}""");

    public static async Task<JsonElement> PriceAsync(ServedCsms csms, int id) => (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/price")).Json;

    /// <summary>The price once the book has so many entries about it.</summary>
    public static async Task<JsonElement> BookedAsync(ServedCsms csms, int id, int entries = 1)
    {
        await Eventually.HoldsAsync(async () => (await PriceAsync(csms, id)).GetProperty("entries").GetArrayLength() >= entries, $"{entries} entries about {id}");
        var price = await PriceAsync(csms, id);
        Assert.Equal(entries, price.GetProperty("entries").GetArrayLength());
        return price;
    }

    public static async Task<JsonElement> PostAsync(ServedCsms csms, string path, string body, string method = "POST")
    {
        var answer = await csms.SendAsync(method, $"/api/v1/{path}", body);
        Assert.True(answer.Code is 200 or 201, $"{path}: {answer.Code} {answer.Text}");
        return answer.Json;
    }

    public static string Steps(JsonElement price) => string.Join(", ", price.GetProperty("steps").EnumerateArray()
        .Select(step => FormattableString.Invariant($"{step.GetProperty("kind").GetString()} {step.GetProperty("quantity").GetDecimal():0.####} x {step.GetProperty("unitPrice").GetDecimal():0.####}")));
}
