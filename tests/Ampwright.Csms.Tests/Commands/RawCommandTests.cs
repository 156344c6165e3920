using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Commands;

public sealed class RawCommandTests
{
    [Theory]
    [InlineData("ChangeAvailability", """{"connectorId":-1,"type":"Inoperative"}""", """{"status":"Rejected"}""", "Refused", "Rejected", null)]
    [InlineData("ChangeConfiguration", """{"key":"MeterValueSampleInterval","value":"-1"}""", """{"status":"Rejected"}""", "Refused", "Rejected", null)]
    [InlineData("Reset", """{"type":"Warm","and":["more"]}""", """{"status":"Accepted"}""", "Answered", "Accepted", null)]
    [InlineData("Reset", "[1,2]", """{"colour":"red"}""", "Answered", null, "breaks the standard")]
    [InlineData("Reset", "7", """["no","object"]""", "Answered", null, "breaks the standard")]
    public async Task A_raw_command_is_sent_as_it_is_and_its_answer_kept_whatever_it_is(
        string action, string payload, string answer, string state, string? status, string? fault)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();

        var asked = csms.SendAsync("POST", $"/api/v1/stations/CP1/raw-commands/{action}?wait=60", payload);
        var call = await station.AnswerAsync(answer);
        var told = (await asked).Json;

        Assert.Equal((action, payload), (call[2].GetString(), call[3].GetRawText()));
        Assert.Equal((true, state, status), (told.GetProperty("raw").GetBoolean(), told.GetProperty("state").GetString(), told.GetProperty("status").GetString()));
        Assert.Equal((payload, answer), (told.GetProperty("request").GetRawText(), told.GetProperty("answer").GetRawText()));
        if (fault is not null) Assert.Contains(fault, told.GetProperty("errorText").GetString(), StringComparison.Ordinal);
        var events = (await csms.SendAsync("GET", "/api/v1/events/log?kind=commandChanged")).Json.GetProperty("items").EnumerateArray();
        Assert.All(events, recorded => Assert.True(recorded.GetProperty("change").GetProperty("raw").GetBoolean()));
        var audited = (await csms.SendAsync("GET", "/api/v1/audit?limit=1")).Json.GetProperty("items")[0].GetProperty("action").GetString();
        Assert.Equal($"command.raw.{action}", audited);
    }

    [Fact]
    public async Task An_answer_whose_escapes_are_no_text_ends_a_raw_command_all_the_same()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();

        var asked = csms.SendAsync("POST", "/api/v1/stations/CP1/raw-commands/Reset?wait=60", "{}");
        await station.AnswerAsync("""{"status":"\uD800","key":"\uDC00"}""");
        var told = (await asked).Json;

        Assert.Equal("Answered", told.GetProperty("state").GetString());
        Assert.Contains("breaks the standard", told.GetProperty("errorText").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_raw_command_reaches_a_station_that_its_record_would_forbid()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1", ""","bootPolicy":"Rejected" """);
        await using var station = await csms.ConnectAsync();

        (await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/Reset", """{"type":"Soft"}""")).Problem(409);
        var asked = csms.SendAsync("POST", "/api/v1/stations/CP1/raw-commands/Reset?wait=60", """{"type":"Soft"}""");
        await station.AnswerAsync("""{"status":"Accepted"}""");

        Assert.Equal("Answered", (await asked).Json.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("TriggerMessage")]
    [InlineData("ExtendedTriggerMessage")]
    public async Task An_accepted_station_is_asked_for_its_BootNotification_only_by_a_raw_command(string action)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await csms.RegisterAsync("WAITS", ""","bootPolicy":"Pending" """);
        await using var station = await csms.ConnectAsync();
        const string trigger = """{"requestedMessage":"BootNotification"}""";

        var refused = await csms.SendAsync("POST", $"/api/v1/stations/CP1/commands/{action}", trigger);
        Assert.Equal("boot-not-triggered", refused.Problem(409).GetProperty("code").GetString());
        Assert.Equal(202, (await csms.SendAsync("POST", $"/api/v1/stations/WAITS/commands/{action}", trigger)).Code);

        var asked = csms.SendAsync("POST", $"/api/v1/stations/CP1/raw-commands/{action}?wait=60", trigger);
        await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal("Answered", (await asked).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_secret_in_a_raw_command_or_its_answer_is_masked_and_still_sent()
    {
        const string secret = "hunter2hunter2";
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();

        var asked = csms.SendAsync("POST", "/api/v1/stations/CP1/raw-commands/ChangeConfiguration?wait=60", $$"""{"KEY":"WifiPassword","value":"{{secret}}"}""");
        var call = await station.AnswerAsync($$"""{"status":"Accepted","list":[{"key":"WifiPassword","value":"{{secret}}"}]}""");
        var told = await asked;

        Assert.Equal(secret, call[3].GetProperty("value").GetString());
        Assert.DoesNotContain(secret, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await csms.SendAsync("GET", "/api/v1/events/log")).Text, StringComparison.Ordinal);
    }
}
