using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Commands;

/// <summary>What a caller can ask of a command's life.</summary>
public sealed class CommandLifeTests
{
    private const string Reset = "/api/v1/stations/CP1/commands/Reset";
    private const string Soft = """{"type":"Soft"}""";

    [Fact]
    public async Task The_same_request_under_the_same_key_is_one_command()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();

        var first = await GiveAsync(csms, Reset, Soft, "k1");
        var again = await GiveAsync(csms, Reset, Soft, "k1");
        var other = await GiveAsync(csms, Reset, """{"type":"Hard"}""", "k1");
        var elsewhere = await GiveAsync(csms, "/api/v1/stations/CP1/commands/ClearCache", "{}", "k1");
        var fresh = await GiveAsync(csms, "/api/v1/stations/CP1/commands/ClearCache", "{}", "k2");

        Assert.Equal(Id(first), Id(again));
        Assert.Equal("idempotency-key-reused", other.Problem(409).GetProperty("code").GetString());
        elsewhere.Problem(409);
        Assert.NotEqual(Id(first), Id(fresh));
        Assert.Equal(2, (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").GetArrayLength());
        var audited = (await csms.SendAsync("GET", "/api/v1/audit")).Json.GetProperty("items").EnumerateArray();
        Assert.Single(audited, line => line.GetProperty("action").GetString() == "command.Reset");
    }

    [Fact]
    public async Task A_key_of_one_caller_says_nothing_of_anothers_command()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var support = await csms.TokenAsync(Ampwright.Csms.Access.Role.Support);

        var mine = await GiveAsync(csms, Reset, Soft, "k1");
        var theirs = await GiveAsync(csms, Reset, Soft, "k1", support);

        Assert.NotEqual(Id(mine), Id(theirs));
    }

    [Fact]
    public async Task A_command_that_is_not_to_wait_is_refused_when_the_station_is_away()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();

        var refused = await csms.SendAsync("POST", $"{Reset}?waitForStation=false", Soft);
        Assert.Equal("station-not-connected", refused.Problem(409).GetProperty("code").GetString());
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").GetArrayLength());

        await using var station = await csms.ConnectAsync();
        var asked = csms.SendAsync("POST", $"{Reset}?waitForStation=false&wait=60", Soft);
        await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal("Answered", (await asked).Json.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_that_is_not_to_wait_fails_with_the_connection_it_was_meant_for(bool comesBack)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var station = await csms.ConnectAsync();
        var first = await csms.SendAsync("POST", Reset, Soft);
        Assert.NotNull(await station.ReceiveAsync());
        var second = await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ClearCache?waitForStation=false", "{}");
        var waits = await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/GetConfiguration", "{}");

        station.Socket.Abort();
        await station.DisposeAsync();
        await using var back = comesBack ? await csms.ConnectAsync() : null;
        if (back is not null) Assert.Equal("GetConfiguration", (await back.AnswerAsync("{}"))[2].GetString());

        Assert.Equal("Failed", await EndAsync(csms, Id(first)));
        Assert.Equal("Failed", await EndAsync(csms, Id(second)));
        if (comesBack) Assert.Equal("Answered", await EndAsync(csms, Id(waits)));
        else Assert.Equal("Queued", (await csms.SendAsync("GET", $"/api/v1/commands/{Id(waits)}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_newer_command_takes_the_place_of_one_that_waits_with_the_same_target()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var old = await Change("Interval", "1");
        var other = await Change("Other", "1");
        var young = await Change("interval", "2");

        var told = (await csms.SendAsync("GET", $"/api/v1/commands/{Id(old)}")).Json;
        Assert.Equal(("Superseded", Id(young)), (told.GetProperty("state").GetString(), told.GetProperty("supersededBy").GetInt64()));
        await using var station = await csms.ConnectAsync();
        Assert.Equal("Other", (await station.AnswerAsync("""{"status":"Rejected"}"""))[3].GetProperty("key").GetString());
        Assert.Equal("2", (await station.AnswerAsync("""{"status":"Rejected"}"""))[3].GetProperty("value").GetString());
        Assert.Equal("Refused", await EndAsync(csms, Id(other)));

        Task<Answer> Change(string key, string value) =>
            csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ChangeConfiguration", $$"""{"key":"{{key}}","value":"{{value}}"}""");
    }

    [Fact]
    public async Task Each_start_and_each_transfer_counts_and_replaces_no_other()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        foreach (var (action, payload) in new[] { ("RemoteStartTransaction", """{"idTag":"A"}"""), ("DataTransfer", """{"vendorId":"v"}""") })
        {
            await csms.SendAsync("POST", $"/api/v1/stations/CP1/commands/{action}", payload);
            await csms.SendAsync("POST", $"/api/v1/stations/CP1/commands/{action}", payload);
        }
        var states = (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").EnumerateArray().Select(command => command.GetProperty("state").GetString());
        Assert.Equal(["Queued", "Queued", "Queued", "Queued"], states);
    }

    [Fact]
    public async Task A_waiting_command_can_be_taken_back_and_one_that_is_over_cannot()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var command = await csms.SendAsync("POST", Reset, Soft);

        var cancelled = await csms.SendAsync("POST", $"/api/v1/commands/{Id(command)}/cancel");
        Assert.Equal("Cancelled", cancelled.Json.GetProperty("state").GetString());
        (await csms.SendAsync("POST", $"/api/v1/commands/{Id(command)}/cancel")).Problem(409);

        await using var station = await csms.ConnectAsync();
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}"))[0].GetInt32());
    }

    private static long Id(Answer answer) => answer.Json.GetProperty("id").GetInt64();

    private static Task<Answer> GiveAsync(ServedCsms csms, string path, string body, string key, string? token = null) =>
        csms.SendAsync("POST", path, body, token, request => request.Headers.Add("Idempotency-Key", key));

    private static async Task<string> EndAsync(ServedCsms csms, long command)
    {
        var state = "";
        await Connections.RunningCsms.UntilAsync(async () =>
        {
            var told = (await csms.SendAsync("GET", $"/api/v1/commands/{command}")).Json;
            state = told.GetProperty("state").GetString()!;
            return told.GetProperty("finishedAt").ValueKind != System.Text.Json.JsonValueKind.Null;
        });
        return state;
    }
}
