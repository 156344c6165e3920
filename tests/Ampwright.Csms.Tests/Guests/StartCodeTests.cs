using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Guests;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Guests;

/// <summary>Guests over real sockets: a code made for a connector, used without a token, and the session it starts.</summary>
public sealed class StartCodeTests
{
    [Fact]
    public async Task A_code_starts_one_session_with_a_tag_of_its_own_that_ends_with_it()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time);
        await using var station = await csms.ConnectAsync();
        var made = await MakeAsync(csms);

        var asking = UseAsync(csms, Code(made));
        var call = await station.AnswerAsync("""{"status":"Accepted"}""");
        var used = (await asking).Json;

        Assert.Equal(("RemoteStartTransaction", 1), (call[2].GetString(), call[3].GetProperty("connectorId").GetInt32()));
        Assert.Equal(("CP1", 1, "Accepted"), (used.GetProperty("station").GetString(), used.GetProperty("connectorId").GetInt32(), used.GetProperty("answer").GetString()));
        var tag = call[3].GetProperty("idTag").GetString()!;
        Assert.Equal("Accepted", await StatusAsync(station, tag));
        var id = await BeginAsync(station, tag, "Accepted");
        // While it charges the same tag starts nothing else, and it is nobody's card.
        await BeginAsync(station, tag, "ConcurrentTx", at: Noon.AddMinutes(1));
        Assert.Equal(404, (await csms.SendAsync("GET", $"/api/v1/id-tags/{tag}")).Code);
        Assert.Equal(("Charging", id), await StateAsync(csms));
        var why = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/authorizations")).Json.GetProperty("items")[0];
        Assert.Equal("StartCode", why.GetProperty("reason").GetString());

        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("Accepted", await StatusAsync(station, tag));
        await StopSessionAsync(station, id, 5_000);
        Assert.Equal("Expired", await StatusAsync(station, tag));
        Assert.Equal("Ended", (await StateAsync(csms)).State);
        await BeginAsync(station, tag, "Expired", at: Noon.AddMinutes(31));
        var audit = (await csms.SendAsync("GET", "/api/v1/audit")).Json.GetProperty("items").EnumerateArray().Select(line => $"{line.GetProperty("who").GetString()} {line.GetProperty("action").GetString()} {line.GetProperty("detail")}").ToList();
        Assert.Contains("""guest:1 startCode.use {"madeBy":"token:start-option"}""", audit);
        Assert.DoesNotContain(Code(made), (await csms.SendAsync("GET", "/api/v1/audit")).Text + (await csms.SendAsync("GET", "/api/v1/events/log?limit=500")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await csms.SendAsync("GET", "/api/v1/events/log?kind=startCodeChanged")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_code_is_used_once_however_many_come_at_once()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon));
        await using var station = await csms.ConnectAsync();
        var code = Code(await MakeAsync(csms));

        var all = Enumerable.Range(0, 20).Select(_ => UseAsync(csms, code)).ToList();
        await station.AnswerAsync("""{"status":"Accepted"}""");
        var answers = await Task.WhenAll(all);

        Assert.Single(answers, answer => answer.Code == 200);
        Assert.All(answers.Where(answer => answer.Code != 200), answer => Assert.Equal("start-code-used", answer.Problem(409).GetProperty("code").GetString()));
        Assert.Equal(1, (await csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_code_that_was_used_before_the_program_ended_is_used_after_and_its_tag_still_starts_its_session()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon));
        string code, tag;
        await using (var station = await csms.ConnectAsync())
        {
            code = Code(await MakeAsync(csms));
            var asked = UseAsync(csms, code);
            tag = JsonElement.Parse((await station.ReceiveAsync())!)[3].GetProperty("idTag").GetString()!;
            // The answer never comes: the program ends first.
            await csms.RestartAsync();
            await Record.ExceptionAsync(async () => await asked);
        }

        Assert.Equal("start-code-used", (await UseAsync(csms, code)).Problem(409).GetProperty("code").GetString());
        await using var again = await csms.ConnectAsync();
        await BeginAsync(again, tag, "Accepted");
        Assert.Equal("Charging", (await StateAsync(csms)).State);
    }

    [Fact]
    public async Task A_code_is_good_for_its_connector_its_station_and_its_time_only()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time);
        await csms.RegisterAsync("CP2", ""","noPong":true,"heartbeatSeconds":86400""");
        await using var station = await csms.ConnectAsync();
        await using var other = await csms.ConnectAsync("CP2");
        var old = Code(await MakeAsync(csms));
        var newer = Code(await MakeAsync(csms));
        Assert.Equal("start-code-unknown", (await UseAsync(csms, old)).Problem(404).GetProperty("code").GetString());
        time.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal("start-code-unknown", (await UseAsync(csms, newer)).Problem(404).GetProperty("code").GetString());

        var tag = await UsedAsync(csms, station);
        Assert.Equal("Invalid", await StatusAsync(other, tag));
        await BeginAsync(other, tag, "Invalid");
        await BeginAsync(station, tag, "Invalid", connector: 2, at: Noon.AddMinutes(5));
        // A start that comes late was in time if it began in time.
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("Expired", await StatusAsync(station, tag));
        await BeginAsync(station, tag, "Expired", at: Noon.AddMinutes(11));
        await BeginAsync(station, tag, "Accepted", at: Noon.AddMinutes(9));
    }

    [Fact]
    public async Task Without_its_station_a_code_is_not_used_up_and_taken_back_it_is_worth_nothing()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon));
        var made = await MakeAsync(csms);

        Assert.Equal("station-not-ready", (await UseAsync(csms, Code(made))).Problem(409).GetProperty("code").GetString());
        Assert.Equal("Open", (await StateAsync(csms)).State);
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/stations/CP1/start-codes/1")).Code);
        Assert.Equal("start-code-over", (await csms.SendAsync("DELETE", "/api/v1/stations/CP1/start-codes/1")).Problem(409).GetProperty("code").GetString());
        Assert.Equal(404, (await UseAsync(csms, Code(made))).Code);
        Assert.Equal("Withdrawn", (await StateAsync(csms)).State);
    }

    [Fact]
    public async Task Codes_that_nobody_used_are_forgotten_after_a_day_and_used_ones_are_not()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time);
        await using var station = await csms.ConnectAsync();
        await UsedAsync(csms, station);
        await MakeAsync(csms);

        await ForgetAsync();
        Assert.Equal(2, (await csms.SendAsync("GET", "/api/v1/stations/CP1/start-codes")).Json.GetProperty("items").GetArrayLength());
        time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(301));
        await ForgetAsync();

        Assert.Equal(1, (await csms.SendAsync("GET", "/api/v1/stations/CP1/start-codes")).Json.GetProperty("items")[0].GetProperty("id").GetInt32());

        Task<bool> ForgetAsync() => csms.Database.WriteAsync(unit => StartCodes.Forget(unit, unit.Now - StartCodes.UnusedKept));
    }

    [Fact]
    public async Task Guessing_is_slow_and_a_viewer_makes_no_codes()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time);
        for (var guess = 0; guess < 10; guess++) (await UseAsync(csms, guess % 2 == 0 ? $"guess-{guess}" : $"AAAAAAAAAAAAAAAAAAAAA{guess}")).Problem(404);

        var refused = await UseAsync(csms, "guess");

        refused.Problem(429);
        Assert.Equal("60", refused.Headers["Retry-After"]);
        // Whoever has a right one is not kept out by what his neighbours try.
        Assert.Equal("station-not-ready", (await UseAsync(csms, Code(await MakeAsync(csms)))).Problem(409).GetProperty("code").GetString());
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("station-not-ready", (await UseAsync(csms, Code(await MakeAsync(csms)))).Problem(409).GetProperty("code").GetString());
        Assert.Equal(403, (await csms.SendAsync("POST", "/api/v1/stations/CP1/start-codes", """{"connectorId":1}""", await csms.TokenAsync(Role.Viewer))).Code);
        (await UseAsync(csms, "x", request => request.Headers.Add("Origin", "https://elsewhere.example.com"))).Problem(403);
        Assert.Equal(["connectorId", "seconds"], (await csms.SendAsync("POST", "/api/v1/stations/CP1/start-codes", """{"connectorId":0,"seconds":5}""")).Problem(422)
            .GetProperty("errors").EnumerateObject().Select(fault => fault.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_QR_code_holds_the_address_with_the_code_behind_the_number_sign()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon));

        var made = await MakeAsync(csms);

        Assert.Equal($"{csms.Address.GetLeftPart(UriPartial.Authority)}/guest.html#{Code(made)}", made.GetProperty("address").GetString());
        Assert.Equal(made.GetProperty("address").GetString(), QrReader.Read(made.GetProperty("qr").GetString()!));
    }

    private static async Task<ServedCsms> WorldAsync(ManualTimeProvider time)
    {
        var csms = await StartAsync(time);
        // Guests need no rule.
        await PostAsync(csms, "sites/1", """{"defaultPolicy":"GroupsWithRule"}""", "PATCH");
        return csms;
    }

    private static Task<JsonElement> MakeAsync(ServedCsms csms) => PostAsync(csms, "stations/CP1/start-codes", """{"connectorId":1}""");

    private static string Code(JsonElement made) => made.GetProperty("code").GetString()!;

    private static Task<Answer> UseAsync(ServedCsms csms, string code, Action<HttpRequestMessage>? with = null) =>
        csms.SendAsync("POST", "/api/v1/guest-starts", $$"""{"code":"{{code}}"}""", token: "", with);

    /// <returns>The tag that the station was asked to start with.</returns>
    private static async Task<string> UsedAsync(ServedCsms csms, RawStation station)
    {
        var asking = UseAsync(csms, Code(await MakeAsync(csms)));
        var call = await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal(200, (await asking).Code);
        return call[3].GetProperty("idTag").GetString()!;
    }

    private static async Task<(string? State, int? Transaction)> StateAsync(ServedCsms csms)
    {
        var newest = (await csms.SendAsync("GET", "/api/v1/stations/CP1/start-codes")).Json.GetProperty("items")[0];
        return (newest.GetProperty("state").GetString(), newest.GetProperty("transactionId") is { ValueKind: JsonValueKind.Number } id ? id.GetInt32() : null);
    }

    private static async Task<string?> StatusAsync(RawStation station, string idTag) =>
        (await station.CallAsync("Authorize", $$"""{"idTag":"{{idTag}}"}"""))[2].GetProperty("idTagInfo").GetProperty("status").GetString();

    private static async Task<int> BeginAsync(RawStation station, string idTag, string status, int connector = 1, DateTimeOffset? at = null)
    {
        var answer = (await station.CallAsync("StartTransaction", $$"""{"connectorId":{{connector}},"idTag":"{{idTag}}","meterStart":0,"timestamp":"{{at ?? Noon:O}}"}"""))[2];
        Assert.Equal(status, answer.GetProperty("idTagInfo").GetProperty("status").GetString());
        return answer.GetProperty("transactionId").GetInt32();
    }
}
