using System.Text.Json;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Configuration;

public sealed class TemplateTests
{
    private const string Path = "/api/v1/stations/CP1/configuration";

    [Fact]
    public async Task A_template_is_compared_applied_and_in_step_after_the_reboot()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        (await csms.SendAsync("GET", $"{Path}/drift")).Problem(404);
        var made = await csms.SendAsync("POST", "/api/v1/configuration-templates",
            """{"name":"Site A","keys":[{"key":"Interval","value":"60"},{"key":"Fixed","value":"x"},{"key":"Missing","value":"y"},{"key":"Same","value":"z"},{"key":"New","value":"1"}]}""");
        await csms.SendAsync("PUT", $"{Path}/template", $$"""{"template":{{made.Json.GetProperty("id").GetInt64()}}}""");
        Assert.Equal("CP1", (await csms.SendAsync("GET", made.Headers["Location"])).Json.GetProperty("stations")[0].GetString());
        await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/GetConfiguration", "{}");
        await station.AnswerAsync(
            """{"configurationKey":[{"key":"interval","readonly":false,"value":"30"},{"key":"Fixed","readonly":true,"value":"a"},{"key":"Same","readonly":false,"value":"z"}],"unknownKey":["Missing"]}""");
        await UntilAsync(csms, "Fixed ReadOnly, Interval Differs, Missing Unsupported, New Unread, Same InStep");

        var applied = await csms.SendAsync("POST", $"{Path}/apply");
        Assert.Equal(["Interval", "New"], applied.Json.GetProperty("written").EnumerateArray().Select(key => key.GetProperty("key").GetString()));
        Assert.Equal("Interval", (await station.AnswerAsync("""{"status":"RebootRequired"}"""))[3].GetProperty("key").GetString());
        Assert.Equal("New", (await station.AnswerAsync("""{"status":"Rejected"}"""))[3].GetProperty("key").GetString());
        await station.AnswerAsync("""{"configurationKey":[{"key":"Interval","readonly":false,"value":"30"}]}""");
        await UntilAsync(csms, "Fixed ReadOnly, Interval RebootNeeded, Missing Unsupported, New Refused, Same InStep");

        await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/GetConfiguration", """{"key":["Interval"]}""");
        await station.AnswerAsync("""{"configurationKey":[{"key":"Interval","readonly":false,"value":"60"}]}""");
        await UntilAsync(csms, "Fixed ReadOnly, Interval InStep, Missing Unsupported, New Refused, Same InStep");
    }

    [Theory]
    [InlineData("LocalPreAuthorize", "true", "TRUE", true)]
    [InlineData("HeartbeatInterval", "60", "060", true)]
    [InlineData("MeterValuesSampledData", "SoC,Voltage", "Voltage, SoC", true)]
    [InlineData("MeterValuesSampledData", "SoC,Voltage", "SoC", false)]
    [InlineData("VendorKey", "a", "A", false)]
    [InlineData("CpoName", "", null, true)]
    [InlineData("CpoName", "x", null, false)]
    public void Values_are_compared_by_what_they_mean(string key, string wanted, string? told, bool same) => Assert.Equal(same, Drift.Same(key, wanted, told));

    [Theory]
    [InlineData("""{"name":"T","keys":[]}""", "keys")]
    [InlineData("""{"keys":[{"key":"A","value":"1"}]}""", "name")]
    [InlineData("""{"name":"T","keys":[{"key":"A","value":"1"},{"key":"a","value":"2"}]}""", "keys[1].key")]
    [InlineData("""{"name":"T","keys":[{"key":"AuthorizationKey","value":"1"}]}""", "keys[0].key")]
    [InlineData("""{"name":"T","keys":[{"key":"A"}]}""", "keys[0].value")]
    public async Task A_template_that_no_station_could_have_is_refused(string body, string field)
    {
        await using var csms = await ServedCsms.StartAsync();
        var problem = (await csms.SendAsync("POST", "/api/v1/configuration-templates", body)).Problem(422);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Fact]
    public async Task A_removed_template_leaves_its_stations_without_one()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var made = await csms.SendAsync("POST", "/api/v1/configuration-templates", """{"name":"T","keys":[{"key":"A","value":"1"}]}""");
        (await csms.SendAsync("POST", "/api/v1/configuration-templates", """{"name":"t","keys":[{"key":"A","value":"1"}]}""")).Problem(409);
        await csms.SendAsync("PUT", $"{Path}/template", $$"""{"template":{{made.Json.GetProperty("id").GetInt64()}}}""");

        Assert.Equal(204, (await csms.SendAsync("DELETE", made.Headers["Location"])).Code);

        Assert.Equal(JsonValueKind.Null, (await csms.SendAsync("GET", Path)).Json.GetProperty("template").ValueKind);
        (await csms.SendAsync("GET", made.Headers["Location"])).Problem(404);
    }

    private static async Task UntilAsync(ServedCsms csms, string expected)
    {
        var told = "";
        try
        {
            await RunningCsms.UntilAsync(async () => (told = string.Join(", ", (await csms.SendAsync("GET", $"{Path}/drift")).Json.GetProperty("keys").EnumerateArray()
                .Select(key => $"{key.GetProperty("key")} {key.GetProperty("state")}"))) == expected);
        }
        catch (Xunit.Sdk.TrueException)
        {
            Assert.Equal(expected, told);
        }
    }
}
