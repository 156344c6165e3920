using Ampwright.Csms.Commands;
using Ampwright.Csms.Tests.Commands;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Tests.Api;

public sealed class CommandApiTests
{
    [Theory]
    [MemberData(nameof(CommandSamples.All), MemberType = typeof(CommandSamples))]
    public async Task A_waiting_caller_is_told_what_the_station_answered(string action, string payload, string answer, string state, string? status)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();

        var asked = csms.SendAsync("POST", $"/api/v1/stations/CP1/commands/{action}?wait=60", payload);
        var call = await station.AnswerAsync(answer);
        var told = await asked;

        Assert.Equal((action, payload), (call[2].GetString(), call[3].GetRawText()));
        Assert.Equal(200, told.Code);
        Assert.Equal((state, status), (told.Json.GetProperty("state").GetString(), told.Json.GetProperty("status").GetString()));
        Assert.Equal(answer, told.Json.GetProperty("answer").GetRawText());
        Assert.Equal(told.Text, (await csms.SendAsync("GET", told.Headers["Location"])).Text);
    }

    [Fact]
    public void Every_action_that_a_CSMS_sends_is_a_command_and_tried_above()
    {
        var sent = Catalogue.All.Where(action => action.Direction != Direction.StationToCsms).Select(action => action.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(sent, CommandKind.All.Select(kind => kind.Action.Name).Order(StringComparer.Ordinal));
        Assert.Equal(sent, CommandSamples.All.Select(sample => sample.Data.Item1).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_does_not_wait_gets_202_and_the_place_to_look()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();

        var told = await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/Reset", """{"type":"Soft"}""");

        Assert.Equal((202, "Queued"), (told.Code, told.Json.GetProperty("state").GetString()));
        Assert.Equal(told.Text, (await csms.SendAsync("GET", told.Headers["Location"])).Text);
    }

    [Fact]
    public async Task Waiting_ends_with_202_when_the_station_is_not_there()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();

        var told = await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/Reset?wait=1", """{"type":"Soft"}""");

        Assert.Equal((202, "Queued"), (told.Code, told.Json.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_command_refused_for_its_payload_is_neither_stored_nor_sent()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();

        (await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/Reset", """{"type":"Warm"}""")).Problem(422);

        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").GetArrayLength());
    }
}
