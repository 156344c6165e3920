using Ampwright.Csms.Tests.Actions;
using static Ampwright.Csms.Tests.Cases.TestTool;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>Core and RemoteTrigger: what an operator asks of a station.</summary>
public sealed class OperatorCases
{
    [Fact]
    [Observes("ClearCache")]
    public async Task TC_061_CSMS_the_cache_is_cleared()
    {
        await using var tool = await BootedAsync();
        await tool.CommandAsync("ClearCache", "{}", """{"status":"Accepted"}""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Observes("RemoteStartTransaction")]
    public async Task TC_010_CSMS_TC_011_1_CSMS_a_remote_start_before_or_after_the_plug(bool pluggedFirst)
    {
        await using var tool = await BootedAsync();
        if (pluggedFirst) await tool.StatusAsync(1, "Preparing");
        var asked = await tool.CommandAsync("RemoteStartTransaction", """{"connectorId":1,"idTag":"GOOD"}""", """{"status":"Accepted"}""");
        Assert.Equal((1, Good), (asked.GetProperty("connectorId").GetInt32(), Text(asked, "idTag")));
        Assert.Equal("Accepted", await tool.AuthorizeAsync());
        if (!pluggedFirst) await tool.StatusAsync(1, "Preparing");
        await tool.StartAsync();
        await tool.StatusAsync(1, "Charging");
    }

    [Fact]
    public async Task TC_011_2_CSMS_a_remote_start_that_nobody_plugs_in_for()
    {
        await using var tool = await BootedAsync();
        await tool.CommandAsync("RemoteStartTransaction", """{"connectorId":1,"idTag":"GOOD"}""", """{"status":"Accepted"}""");
        Assert.Equal("Accepted", await tool.AuthorizeAsync());
        await tool.StatusAsync(1, "Preparing");
        await tool.StatusAsync(1, "Available");
        Assert.Equal(0, (await tool.GetAsync("transactions")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    [Observes("RemoteStopTransaction")]
    public async Task TC_012_CSMS_a_remote_stop()
    {
        await using var tool = await BootedAsync();
        var transaction = await tool.ChargingAsync();
        var asked = await tool.CommandAsync("RemoteStopTransaction", $$"""{"transactionId":{{transaction}}}""", """{"status":"Accepted"}""");
        Assert.Equal(transaction, asked.GetProperty("transactionId").GetInt32());
        await tool.StopAsync(transaction, "Remote");
        await tool.StatusAsync(1, "Finishing");
        await tool.StatusAsync(1, "Available");
    }

    [Fact]
    public async Task TC_026_CSMS_a_remote_start_is_rejected()
    {
        await using var tool = await BootedAsync();
        await tool.CommandAsync("RemoteStartTransaction", """{"connectorId":1,"idTag":"GOOD"}""", """{"status":"Rejected"}""", "Refused");
    }

    [Fact]
    public async Task TC_028_CSMS_a_remote_stop_is_rejected()
    {
        await using var tool = await BootedAsync();
        var transaction = await tool.ChargingAsync();
        await tool.CommandAsync("RemoteStopTransaction", $$"""{"transactionId":{{transaction}}}""", """{"status":"Rejected"}""", "Refused");
        Assert.Equal("Running", Text(await tool.TransactionAsync(transaction), "state"));
    }

    [Theory]
    [InlineData("Hard")]
    [InlineData("Soft")]
    [Observes("Reset")]
    public async Task TC_013_CSMS_TC_014_CSMS_a_reset_and_the_boot_that_follows(string type)
    {
        await using var tool = await BootedAsync();
        Assert.Equal(type, Text(await tool.CommandAsync("Reset", $$"""{"type":"{{type}}"}""", """{"status":"Accepted"}"""), "type"));
        await tool.ReconnectAsync();
        await tool.BootAsync();
    }

    [Theory]
    [InlineData("Unlocked", "Answered")]
    [InlineData("NotSupported", "Refused")]
    [InlineData("UnlockFailed", "Refused")]
    [Observes("UnlockConnector")]
    public async Task TC_017_1_CSMS_TC_017_2_CSMS_TC_030_CSMS_an_unlock_is_answered_in_each_way(string status, string state)
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("UnlockConnector", """{"connectorId":1}""", $$"""{"status":"{{status}}"}""", state);
        Assert.Equal(1, asked.GetProperty("connectorId").GetInt32());
    }

    [Fact]
    public async Task TC_031_CSMS_an_unlock_of_a_connector_that_the_station_does_not_have()
    {
        await using var tool = await BootedAsync();
        Assert.Equal(3, (await tool.CommandAsync("UnlockConnector", """{"connectorId":3}""", """{"status":"NotSupported"}""", "Refused")).GetProperty("connectorId").GetInt32());
    }

    [Fact]
    public async Task TC_018_1_CSMS_an_unlock_ends_the_transaction()
    {
        await using var tool = await BootedAsync();
        var transaction = await tool.ChargingAsync();
        await tool.CommandAsync("UnlockConnector", """{"connectorId":1}""", """{"status":"Unlocked"}""");
        await tool.StatusAsync(1, "Finishing");
        await tool.StopAsync(transaction, "UnlockCommand");
        await tool.StatusAsync(1, "Available");
    }

    [Fact]
    [Observes("GetConfiguration")]
    public async Task TC_019_1_CSMS_TC_019_2_CSMS_all_keys_are_read_and_one_of_them()
    {
        await using var tool = await BootedAsync();
        var all = await tool.CommandAsync("GetConfiguration", "{}",
            """{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"},{"key":"SupportedFeatureProfiles","readonly":true,"value":"Core,RemoteTrigger"}]}""");
        Assert.True(!all.TryGetProperty("key", out var keys) || keys.GetArrayLength() == 0);
        var one = await tool.CommandAsync("GetConfiguration", """{"key":["SupportedFeatureProfiles"]}""",
            """{"configurationKey":[{"key":"SupportedFeatureProfiles","readonly":true,"value":"Core,RemoteTrigger"}]}""");
        Assert.Equal(["SupportedFeatureProfiles"], one.GetProperty("key").EnumerateArray().Select(key => key.GetString()));

        var kept = (await tool.GetAsync("stations/CP1/configuration")).GetProperty("keys").EnumerateArray().ToDictionary(item => Text(item, "key")!, item => (Text(item, "value"), item.GetProperty("readOnly").GetBoolean()));
        Assert.Equal(("300", false), kept["HeartbeatInterval"]);
        Assert.Equal(("Core,RemoteTrigger", true), kept["SupportedFeatureProfiles"]);
    }

    [Theory]
    [InlineData("60", "Accepted", "Answered")]
    [InlineData("60", "NotSupported", "Refused")]
    [InlineData("-1", "Rejected", "Refused")]
    [Observes("ChangeConfiguration")]
    public async Task TC_021_CSMS_TC_040_1_CSMS_TC_040_2_CSMS_a_key_is_written_and_the_station_agrees_or_not(string value, string status, string state)
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("ChangeConfiguration", $$"""{"key":"MeterValueSampleInterval","value":"{{value}}"}""", $$"""{"status":"{{status}}"}""", state, raw: value == "-1");
        Assert.Equal(("MeterValueSampleInterval", value), (Text(asked, "key"), Text(asked, "value")));
    }

    [Fact]
    [Observes("TriggerMessage", "MeterValues")]
    public async Task TC_054_CSMS_each_message_that_is_triggered_is_taken()
    {
        await using var tool = await BootedAsync();
        await TriggerAsync("MeterValues", 1);
        await tool.CallAsync("MeterValues", $$"""{"connectorId":1,"meterValue":[{"timestamp":"{{Now}}","sampledValue":[{"value":"4711","context":"Trigger"}]}]}""");
        await TriggerAsync("Heartbeat");
        await tool.CallAsync("Heartbeat", "{}");
        await TriggerAsync("StatusNotification", 1);
        await tool.StatusAsync(1, "Available");
        await TriggerAsync("DiagnosticsStatusNotification");
        await tool.CallAsync("DiagnosticsStatusNotification", """{"status":"Idle"}""");
        await TriggerAsync("FirmwareStatusNotification", status: "NotImplemented");
        await TriggerAsync("FirmwareStatusNotification");
        await tool.CallAsync("FirmwareStatusNotification", """{"status":"Idle"}""");

        Assert.Equal("4711", Text((await tool.GetAsync("stations/CP1/connectors/1/meter-values")).GetProperty("items")[0].GetProperty("sampledValue")[0], "value"));

        async Task TriggerAsync(string message, int? connector = null, string status = "Accepted")
        {
            var at = connector is { } number ? $",\"connectorId\":{number}" : "";
            var asked = await tool.CommandAsync("TriggerMessage", $$"""{"requestedMessage":"{{message}}"{{at}}}""", $$"""{"status":"{{status}}"}""", status == "Accepted" ? "Answered" : "Refused");
            Assert.Equal((message, connector), (Text(asked, "requestedMessage"), asked.TryGetProperty("connectorId", out var told) ? told.GetInt32() : null));
        }
    }

    [Fact]
    public async Task TC_055_CSMS_a_trigger_for_a_connector_that_the_station_does_not_have()
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("TriggerMessage", """{"requestedMessage":"MeterValues","connectorId":3}""", """{"status":"Rejected"}""", "Refused", raw: true);
        Assert.Equal(("MeterValues", 3), (Text(asked, "requestedMessage"), asked.GetProperty("connectorId").GetInt32()));
    }
}
