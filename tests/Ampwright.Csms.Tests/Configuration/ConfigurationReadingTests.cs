using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Configuration;

public sealed class ConfigurationReadingTests
{
    private const string Path = "/api/v1/stations/CP1/configuration";

    [Fact]
    public async Task Keys_are_asked_for_as_many_at_a_time_as_the_station_takes()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();

        var asked = await csms.SendAsync("POST", $"{Path}/read", """{"keys":["A","B","C"]}""");
        Assert.Equal((202, 3), (asked.Code, asked.Json.GetProperty("unread").GetInt32()));
        Assert.Equal("""["GetConfigurationMaxKeys"]""", await TellAsync(station, """{"key":"GetConfigurationMaxKeys","readonly":true,"value":"2"}"""));
        Assert.Equal("""["A","B"]""", await TellAsync(station, """{"key":"A","readonly":false,"value":"1"},{"key":"B","readonly":true}"""));
        Assert.Equal("""["C"]""", await TellAsync(station, """{"key":"C","readonly":false,"value":"3"}"""));

        var told = await UntilReadAsync(csms);
        Assert.Equal(["A=1", "B=", "C=3", "GetConfigurationMaxKeys=2"],
            told.GetProperty("keys").EnumerateArray().Select(key => $"{key.GetProperty("key")}={key.GetProperty("value")}"));

        // Known by now: asked for at once.
        await csms.SendAsync("POST", $"{Path}/read", """{"keys":["A","B"]}""");
        Assert.Equal("""["A","B"]""", await TellAsync(station, ""));
    }

    [Fact]
    public async Task Without_names_the_keys_of_the_standard_are_asked_for_one_at_a_time_while_the_limit_is_unknown()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await csms.SendAsync("POST", $"{Path}/read", "{}");

        Assert.Equal("""["GetConfigurationMaxKeys"]""", await TellAsync(station, ""));
        var next = JsonElement.Parse((await station.ReceiveAsync())!)[3].GetProperty("key");
        Assert.Equal(1, next.GetArrayLength());
        Assert.NotNull(Ampwright.Ocpp.Configuration.ConfigurationKeys.Find(next[0].GetString()!));
    }

    [Fact]
    public async Task A_reading_ends_where_the_station_stops_answering_well_and_says_what_is_left()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await csms.SendAsync("POST", $"{Path}/read", """{"keys":["A","B"]}""");
        var call = JsonElement.Parse((await station.ReceiveAsync())!);
        await station.SendAsync($$"""[4,"{{call[1].GetString()}}","InternalError","no",{}]""");

        await UntilReadAsync(csms);
        var ended = (await csms.SendAsync("GET", "/api/v1/events/log?kind=configurationReadingEnded")).Json.GetProperty("items")[0];
        Assert.Equal(2, ended.GetProperty("change").GetProperty("unread").GetInt32());
    }

    private static async Task<string> TellAsync(RawStation station, string keys) =>
        (await station.AnswerAsync($$"""{"configurationKey":[{{keys}}]}"""))[3].GetProperty("key").GetRawText();

    private static async Task<JsonElement> UntilReadAsync(ServedCsms csms)
    {
        JsonElement told = default;
        await RunningCsms.UntilAsync(async () => (told = (await csms.SendAsync("GET", Path)).Json).GetProperty("unread").ValueKind == JsonValueKind.Null);
        return told;
    }
}
