using System.Text.Json;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Tests.Connections;
using static Ampwright.Csms.Tests.Connections.RunningCsms;

namespace Ampwright.Csms.Tests.Configuration;

public sealed class ConfigurationEffectTests
{
    [Fact]
    public async Task What_a_station_tells_of_its_keys_is_kept_whatever_was_asked()
    {
        await using var csms = await StartAsync();
        var registered = await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        await csms.Commands.QueueAsync("CP1", "GetConfiguration", JsonElement.Parse("""{"key":["Missing"]}"""), "ann");
        await station.AnswerAsync("""{"configurationKey":[{"key":"heartbeatinterval","readonly":false,"value":"60"},{"key":"WifiPassword","readonly":true,"value":"told"}],"unknownKey":["Missing"]}""");

        var kept = await KeysAsync(csms, registered.StationId, 3);
        Assert.Equal(["heartbeatinterval", "Missing", "WifiPassword"], kept.Select(key => key.Name));
        Assert.Equal(["60", null, "***"], kept.Select(key => key.Value));
        Assert.Equal([true, false, true], kept.Select(key => key.Known!.Value));
        Assert.Equal([false, null, true], kept.Select(key => key.ReadOnly));
        Assert.All(kept, key => Assert.NotNull(key.ReadAt));
    }

    [Fact]
    public async Task A_key_that_was_written_is_read_back()
    {
        await using var csms = await StartAsync();
        var registered = await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        await csms.Commands.QueueAsync("CP1", "ChangeConfiguration", JsonElement.Parse("""{"key":"Interval","value":"60"}"""), "ann");
        await station.AnswerAsync("""{"status":"Accepted"}""");

        var call = await station.AnswerAsync("""{"configurationKey":[{"key":"Interval","readonly":false,"value":"30"}]}""");

        Assert.Equal(("GetConfiguration", """{"key":["Interval"]}"""), (call[2].GetString(), call[3].GetRawText()));
        await UntilAsync(async () => (await KeysAsync(csms, registered.StationId, 1))[0].Value is not null);
        var kept = Assert.Single(await KeysAsync(csms, registered.StationId, 1));
        Assert.Equal(("30", "60", "Accepted"), (kept.Value, kept.WrittenValue, kept.WriteStatus));
    }

    [Theory]
    [InlineData("Interval", "60", """{"status":"Rejected"}""", false, "Rejected")]
    [InlineData("Interval", "60", """{"status":"Accepted"}""", true, "Accepted")]
    [InlineData("AuthorizationKey", "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCC", """{"status":"Accepted"}""", false, "Accepted")]
    public async Task Nothing_is_read_back_that_was_refused_or_is_secret_or_of_a_station_that_is_to_be_left_alone(
        string key, string value, string answer, bool leftAlone, string status)
    {
        await using var csms = await StartAsync();
        var registered = await csms.RegisterAsync(with: station => station with { NoUnsolicitedCalls = leftAlone });
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        await csms.Commands.QueueAsync("CP1", "ChangeConfiguration", JsonElement.Parse($$"""{"key":"{{key}}","value":"{{value}}"}"""), "ann");
        await station.AnswerAsync(answer);

        var kept = Assert.Single(await KeysAsync(csms, registered.StationId, 1));
        Assert.Equal((status, (string?)null), (kept.WriteStatus, kept.Value));
        // The reading would have been queued with the answer.
        Assert.Single(await csms.Commands.ListAsync());
    }

    private static async Task<List<ConfigurationEntry>> KeysAsync(RunningCsms csms, long stationId, int count)
    {
        List<ConfigurationEntry> found = [];
        await UntilAsync(async () => (found = await csms.Database.ReadAsync(connection => ConfigurationStore.Of(connection, stationId))).Count == count);
        return found;
    }
}
