using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Boot;

public sealed class BootStepTests
{
    private const string Boot = """{"chargePointVendor":"V","chargePointModel":"M"}""";
    private const string Steps =
        """{"steps":[{"action":"ChangeConfiguration","payload":{"key":"A","value":"1"}},{"action":"GetConfiguration","payload":{"key":["A"]}}]}""";

    [Fact]
    public async Task A_pending_station_is_accepted_with_the_boot_that_follows_the_last_step()
    {
        await using var csms = await StartAsync();
        await using var station = await csms.ConnectAsync();

        Assert.Equal("A", (await station.AnswerAsync("""{"status":"Accepted"}"""))[3].GetProperty("key").GetString());
        Assert.Equal("SecurityError", (await station.CallAsync("Heartbeat", "{}"))[2].GetString());
        Assert.Equal("GetConfiguration", (await station.AnswerAsync("""{"configurationKey":[{"key":"A","readonly":false,"value":"1"}]}"""))[2].GetString());
        var steps = await UntilAsync(csms, told => told.GetProperty("bootPolicy").GetString() == "Accepted");

        Assert.Equal(["Done", "Done"], States(steps));
        Assert.Equal("Pending", steps.GetProperty("registration").GetString());
        var accepted = (await station.CallAsync("BootNotification", Boot))[2];
        Assert.Equal(("Accepted", 300), (accepted.GetProperty("status").GetString(), accepted.GetProperty("interval").GetInt32()));
    }

    [Fact]
    public async Task A_step_that_fails_is_shown_and_the_next_boot_begins_anew()
    {
        await using var csms = await StartAsync();
        await using var station = await csms.ConnectAsync();
        await station.AnswerAsync("""{"status":"NotSupported"}""");
        var steps = await UntilAsync(csms, told => States(told)[0] == "Failed");
        Assert.Equal(["Failed", "Waiting"], States(steps));
        Assert.Equal("Refused: NotSupported", steps.GetProperty("steps")[0].GetProperty("detail").GetString());

        var again = (await station.CallAsync("BootNotification", Boot))[2];
        Assert.Equal(("Pending", 60), (again.GetProperty("status").GetString(), again.GetProperty("interval").GetInt32()));
        await station.AnswerAsync("""{"status":"Accepted"}""");
        await station.AnswerAsync("{}");
        await UntilAsync(csms, told => told.GetProperty("bootPolicy").GetString() == "Accepted");
    }

    [Fact]
    public async Task A_boot_while_the_steps_run_does_not_begin_them_twice()
    {
        await using var csms = await StartAsync();
        await using var station = await csms.ConnectAsync();
        var call = JsonElement.Parse((await station.ReceiveAsync())!);
        Assert.Equal("Pending", (await station.CallAsync("BootNotification", Boot))[2].GetProperty("status").GetString());
        await station.SendAsync($$"""[3,"{{call[1].GetString()}}",{"status":"Accepted"}]""");
        await station.AnswerAsync("{}");
        await UntilAsync(csms, told => told.GetProperty("bootPolicy").GetString() == "Accepted");
        Assert.Equal(2, (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"steps":[{"action":"ChangeConfiguration","payload":{"key":"AuthorizationKey","value":"AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCC"}}]}""", "steps[0]")]
    [InlineData("""{"steps":[{"action":"RemoteStartTransaction","payload":{"idTag":"A"}}]}""", "steps[0].action")]
    [InlineData("""{"steps":[{"action":"Reset","payload":{"type":"Soft"}},{"action":"Reset","payload":{"type":"Warm"}}]}""", "steps[1].payload.type")]
    [InlineData("""{"steps":[{"action":"Nonsense"}]}""", "steps[0]")]
    public async Task A_step_that_could_not_be_sent_is_refused_when_it_is_given(string body, string field)
    {
        await using var csms = await StartAsync();
        var problem = (await csms.SendAsync("PUT", "/api/v1/stations/CP1/boot-steps", body)).Problem(422);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    private static async Task<ServedCsms> StartAsync()
    {
        var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1", ""","bootPolicy":"Pending","noUnsolicitedCalls":true """);
        await csms.SendAsync("PUT", "/api/v1/stations/CP1/boot-steps", Steps);
        return csms;
    }

    private static List<string?> States(JsonElement told) =>
        [.. told.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString())];

    private static async Task<JsonElement> UntilAsync(ServedCsms csms, Func<JsonElement, bool> holds)
    {
        JsonElement told = default;
        await RunningCsms.UntilAsync(async () => holds(told = (await csms.SendAsync("GET", "/api/v1/stations/CP1/boot-steps")).Json));
        return told;
    }
}
