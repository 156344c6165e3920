using Ampwright.Csms.Tests.Firmware;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Files;

public sealed class TransferWishTests
{
    [Theory]
    [InlineData("firmware-updates", "Accepted")]
    [InlineData("log-uploads", "Accepted")]
    public async Task An_order_with_the_same_key_is_given_once_and_waiting_tells_what_the_station_answered(string what, string state)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var body = await BodyAsync(csms, what);
        var path = $"/api/v1/stations/CP1/{what}";
        static void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "mine-1");

        var asking = csms.SendAsync("POST", $"{path}?wait=30", body, with: Keyed);
        await station.AnswerAsync(what == "log-uploads" ? """{"fileName":"log.txt"}""" : "{}");
        var first = await asking;
        var again = await csms.SendAsync("POST", path, body, with: Keyed);
        var other = await csms.SendAsync("POST", path, body.Replace("\"retries\":2", "\"retries\":3", StringComparison.Ordinal), with: Keyed);

        Assert.Equal((202, state), (first.Code, first.Json.GetProperty("state").GetString()));
        Assert.Equal((202, first.Json.GetProperty("id").GetInt64()), (again.Code, again.Json.GetProperty("id").GetInt64()));
        Assert.Equal("idempotency-key-reused", other.Problem(409).GetProperty("code").GetString());
        Assert.Equal(1, (await csms.SendAsync("GET", $"/api/v1/{what}")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("firmware-updates", "?wait=61", null, "wait")]
    [InlineData("log-uploads", "?wait=-1", null, "wait")]
    [InlineData("log-uploads", "", 201, "Idempotency-Key")]
    public async Task A_wish_that_cannot_be_is_refused_by_its_name(string what, string query, int? keyLength, string field)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();

        var refused = await csms.SendAsync("POST", $"/api/v1/stations/CP1/{what}{query}", await BodyAsync(csms, what), with: request =>
        {
            if (keyLength is { } length) request.Headers.Add("Idempotency-Key", new string('k', length));
        });

        Assert.True(refused.Problem(422).GetProperty("errors").TryGetProperty(field, out _), refused.Text);
    }

    private static async Task<string> BodyAsync(ServedCsms csms, string what) => what == "log-uploads"
        ? """{"kind":"Diagnostics","retries":2}"""
        : $$"""{"firmware":{{await FirmwareWorld.FirmwareAsync(csms)}},"retries":2}""";
}
