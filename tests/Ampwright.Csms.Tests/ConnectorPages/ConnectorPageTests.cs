using System.Text.Json;
using Ampwright.Csms.Tests.Guests;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.ConnectorPages;

/// <summary>The page behind a connector's QR code, over real sockets: what a stranger, a driver and a guest may see and do there.</summary>
public sealed class ConnectorPageTests
{
    [Fact]
    public async Task A_stranger_sees_state_and_price_of_that_connector_and_nothing_else()
    {
        await using var csms = await StartAsync(new ManualTimeProvider(Noon));
        await TariffAsync(csms);
        await PostAsync(csms, "drivers", """{"name":"Ann"}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", """{"driver":1}""");
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("StatusNotification", """{"connectorId":1,"status":"Charging","errorCode":"NoError"}""");
        await StartSessionAsync(station);
        var page = await PageAsync(csms);

        var seen = await csms.SendAsync("GET", page, token: "");

        Assert.Equal(["connectorId", "price", "session", "state", "timeZone", "visitor"], seen.Json.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("Charging", 0.4m), (seen.Json.GetProperty("state").GetString(), seen.Json.GetProperty("price").GetProperty("perKwh").GetDecimal()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (seen.Json.GetProperty("session").ValueKind, seen.Json.GetProperty("visitor").ValueKind));
        Assert.DoesNotContain("CP1", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("T1", seen.Text, StringComparison.Ordinal);
        foreach (var (method, what, code) in ((string, string, int)[])[("POST", "start", 401), ("POST", "stop", 401), ("GET", "receipt", 401)])
            Assert.Equal(code, (await csms.SendAsync(method, $"{page}/{what}", method == "POST" ? "{}" : null, token: "")).Code);
        for (var guess = 0; guess < 30; guess++) (await csms.SendAsync("GET", $"/api/v1/connector-pages/guess{guess}", token: "")).Problem(404);
        (await csms.SendAsync("GET", "/api/v1/connector-pages/guess", token: "")).Problem(429);
        Assert.Equal(200, (await csms.SendAsync("GET", page, token: "")).Code);
    }

    [Fact]
    public async Task A_driver_signs_in_starts_sees_the_session_grow_stops_it_and_has_the_receipt()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await StartAsync(time);
        await TariffAsync(csms);
        await DriverAsync(csms, "Ann", "ANN-CARD");
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("StatusNotification", """{"connectorId":1,"status":"Available","errorCode":"NoError"}""");
        var page = await PageAsync(csms);
        var cookie = await SignedInAsync(csms, page, "ann@example.org", await PasswordAsync(csms, 1, "Ann@example.org"));

        var asking = SendAsync(csms, "POST", $"{page}/start", "{}", cookie);
        var call = await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal("Accepted", (await asking).Json.GetProperty("answer").GetString());
        Assert.Equal(("RemoteStartTransaction", "ANN-CARD", 1), (call[2].GetString(), call[3].GetProperty("idTag").GetString(), call[3].GetProperty("connectorId").GetInt32()));
        var id = await StartSessionAsync(station, "ANN-CARD");
        await MeterAsync(station, id, minute: 10, meter: 2_000);
        time.Advance(TimeSpan.FromMinutes(11));
        var running = (await SendAsync(csms, "GET", page, null, cookie)).Json.GetProperty("session");
        Assert.Equal((true, 2_000, 1.3m), (running.GetProperty("running").GetBoolean(), running.GetProperty("energyWh").GetInt32(), running.GetProperty("total").GetDecimal()));

        asking = SendAsync(csms, "POST", $"{page}/stop", "{}", cookie);
        call = await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal(("RemoteStopTransaction", id), (call[2].GetString(), call[3].GetProperty("transactionId").GetInt32()));
        Assert.Equal(200, (await asking).Code);
        await StopSessionAsync(station, id, 5_000, Noon.AddMinutes(11));
        time.Advance(TimeSpan.FromMinutes(10));
        await BookedAsync(csms, id);
        var receipt = await SendAsync(csms, "GET", $"{page}/receipt", null, cookie);
        Assert.Contains("2.5", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("Ann", receipt.Text, StringComparison.Ordinal);
        (await SendAsync(csms, "POST", $"{page}/stop", "{}", cookie)).Problem(409);
        Assert.Contains("driver:1 visit.stop", await AuditAsync(csms));

        Assert.Equal(204, (await SendAsync(csms, "DELETE", $"{page}/visit", null, cookie)).Code);
        Assert.Equal(401, (await SendAsync(csms, "POST", $"{page}/start", "{}", cookie)).Code);
    }

    [Fact]
    public async Task A_driver_neither_sees_nor_stops_the_session_of_another()
    {
        await using var csms = await StartAsync(new ManualTimeProvider(Noon));
        await DriverAsync(csms, "Ann", "ANN-CARD");
        await DriverAsync(csms, "Ben", "BEN-CARD");
        await using var station = await csms.ConnectAsync();
        var page = await PageAsync(csms);
        await StartSessionAsync(station, "ANN-CARD");
        var cookie = await SignedInAsync(csms, page, "ben", await PasswordAsync(csms, 2, "ben"));

        var seen = await SendAsync(csms, "GET", page, null, cookie);
        Assert.Equal(("Ben", JsonValueKind.Null), (seen.Json.GetProperty("visitor").GetProperty("name").GetString(), seen.Json.GetProperty("session").ValueKind));
        Assert.Equal("no-session", (await SendAsync(csms, "POST", $"{page}/stop", "{}", cookie)).Problem(409).GetProperty("code").GetString());
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_guest_starts_with_a_code_of_this_connector_and_stops_that_session_alone()
    {
        await using var csms = await StartAsync(new ManualTimeProvider(Noon));
        await using var station = await csms.ConnectAsync();
        var page = await PageAsync(csms);
        var elsewhere = (await PostAsync(csms, "stations/CP1/start-codes", """{"connectorId":2}""")).GetProperty("code").GetString();
        (await SendAsync(csms, "POST", $"{page}/start", $$"""{"code":"{{elsewhere}}"}""", null)).Problem(404);
        var code = (await PostAsync(csms, "stations/CP1/start-codes", """{"connectorId":1}""")).GetProperty("code").GetString();

        var asking = SendAsync(csms, "POST", $"{page}/start", $$"""{"code":"{{code}}"}""", null);
        var tag = (await station.AnswerAsync("""{"status":"Accepted"}"""))[3].GetProperty("idTag").GetString()!;
        var cookie = (await asking).Headers["Set-Cookie"].Split(';')[0];
        var id = await StartSessionAsync(station, tag);

        Assert.Equal(id, (await SendAsync(csms, "GET", page, null, cookie)).Json.GetProperty("session").GetProperty("id").GetInt32());
        asking = SendAsync(csms, "POST", $"{page}/stop", "{}", cookie);
        Assert.Equal(id, (await station.AnswerAsync("""{"status":"Accepted"}"""))[3].GetProperty("transactionId").GetInt32());
        Assert.Equal(200, (await asking).Code);
        // At another connector's page the same guest is nobody's.
        var other = await PageAsync(csms, connector: 2);
        (await SendAsync(csms, "POST", $"{other}/stop", "{}", cookie)).Problem(409);
    }

    [Fact]
    public async Task Guessing_is_slow_other_sites_are_refused_and_a_new_password_ends_what_was_open()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await StartAsync(time);
        await DriverAsync(csms, "Ann", "ANN-CARD");
        await DriverAsync(csms, "Ben", "BEN-CARD");
        var page = await PageAsync(csms);
        var cookie = await SignedInAsync(csms, page, "ann", await PasswordAsync(csms, 1, "ann"));
        Assert.Equal("name-taken", (await csms.SendAsync("PUT", "/api/v1/drivers/2/sign-in", """{"name":"ANN"}""")).Problem(409).GetProperty("code").GetString());
        (await csms.SendAsync("POST", $"{page}/stop", "{}", token: "", with: request =>
        {
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("Origin", "https://elsewhere.example.com");
        })).Problem(403);
        // A cookie without a word of where the request comes from changes nothing either.
        (await csms.SendAsync("POST", $"{page}/stop", "{}", token: "", with: request => request.Headers.Add("Cookie", cookie))).Problem(403);

        await PasswordAsync(csms, 1, "ann");
        Assert.Equal(401, (await SendAsync(csms, "POST", $"{page}/start", "{}", cookie)).Code);
        for (var guess = 0; guess < 10; guess++) (await csms.SendAsync("POST", $"{page}/visit", $$"""{"name":"ann","password":"guess {{guess}}"}""", token: "")).Problem(401);
        (await csms.SendAsync("POST", $"{page}/visit", """{"name":"ann","password":"guess"}""", token: "")).Problem(429);
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/drivers/1/sign-in")).Code);
        Assert.Equal(404, (await csms.SendAsync("GET", "/api/v1/drivers/1/sign-in")).Code);
        var audit = await AuditAsync(csms);
        Assert.Contains("token:start-option driver.signIn", audit);
        Assert.Contains("token:start-option driver.signInRemove", audit);
    }

    [Fact]
    public async Task The_printed_code_leads_to_the_page_until_it_is_made_anew_or_the_station_is_removed()
    {
        await using var csms = await StartAsync(new ManualTimeProvider(Noon));
        var page = await PageAsync(csms);
        var printed = QrReader.Read((await csms.SendAsync("GET", "/api/v1/stations/CP1/connector-pages/1/qr.svg")).Text);
        Assert.Equal(page, $"/api/v1/connector-pages/{printed.Split('/')[^1]}");
        Assert.Equal(page, await PageAsync(csms));

        var anew = await PageAsync(csms, more: ""","anew":true""");
        Assert.NotEqual(page, anew);
        (await csms.SendAsync("GET", page, token: "")).Problem(404);
        Assert.Equal("Offline", (await csms.SendAsync("GET", anew, token: "")).Json.GetProperty("state").GetString());
        Assert.Single((await csms.SendAsync("GET", "/api/v1/stations/CP1/connector-pages")).Json.GetProperty("items").EnumerateArray());
        await csms.SendAsync("DELETE", "/api/v1/stations/CP1");
        (await csms.SendAsync("GET", anew, token: "")).Problem(404);
    }

    /// <returns>The page's address in the API.</returns>
    private static async Task<string> PageAsync(ServedCsms csms, int connector = 1, string more = "") =>
        $"/api/v1/connector-pages/{(await PostAsync(csms, "stations/CP1/connector-pages", $$"""{"connectorId":{{connector}}{{more}}}""")).GetProperty("address").GetString()!.Split('/')[^1]}";

    private static async Task DriverAsync(ServedCsms csms, string name, string tag)
    {
        var id = (await PostAsync(csms, "drivers", $$"""{"name":"{{name}}"}""")).GetProperty("id").GetInt64();
        await csms.SendAsync("PUT", $"/api/v1/id-tags/{tag}", $$"""{"driver":{{id}}}""");
    }

    private static async Task<string> PasswordAsync(ServedCsms csms, long driver, string name) =>
        (await PostAsync(csms, $"drivers/{driver}/sign-in", $$"""{"name":"{{name}}"}""", "PUT")).GetProperty("password").GetString()!;

    private static async Task<string> SignedInAsync(ServedCsms csms, string page, string name, string password)
    {
        var cookie = (await csms.SendAsync("POST", $"{page}/visit", $$"""{"name":"{{name}}","password":"{{password}}"}""", token: "")).Headers["Set-Cookie"];
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        return cookie.Split(';')[0];
    }

    private static Task<Answer> SendAsync(ServedCsms csms, string method, string path, string? body, string? cookie) => csms.SendAsync(method, path, body, token: "", with: request =>
    {
        if (cookie is null) return;
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
    });

    private static async Task<IEnumerable<string>> AuditAsync(ServedCsms csms) => (await csms.SendAsync("GET", "/api/v1/audit")).Json.GetProperty("items").EnumerateArray()
        .Select(line => $"{line.GetProperty("who").GetString()} {line.GetProperty("action").GetString()}").ToList();
}
