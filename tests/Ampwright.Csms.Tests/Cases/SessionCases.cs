using Ampwright.Csms.Tests.Actions;
using static Ampwright.Csms.Tests.Cases.TestTool;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>Core: booting, sessions, refused tags, faults, offline, data transfer and the subprotocol.</summary>
public sealed class SessionCases
{
    [Fact]
    [Observes("BootNotification")]
    public async Task TC_001_CSMS_a_station_boots_and_beats()
    {
        await using var tool = await ConnectedAsync();
        var boot = await tool.CallAsync("BootNotification", """{"chargePointVendor":"Maker","chargePointModel":"Model"}""");
        Assert.Equal("Accepted", Text(boot, "status"));
        Assert.True(boot.GetProperty("interval").GetInt32() > 0);
        for (var connector = 0; connector <= 2; connector++) await tool.StatusAsync(connector, "Available");
        for (var beat = 0; beat < 3; beat++) Assert.NotNull(Text(await tool.CallAsync("Heartbeat", "{}"), "currentTime"));

        var station = await tool.GetAsync("stations/CP1");
        Assert.Equal(("Maker", "Model", true), (Text(station, "vendor"), Text(station, "model"), station.GetProperty("connected").GetBoolean()));
        Assert.Equal("Available", await tool.StatusOfAsync(2));
    }

    [Fact]
    [Observes("StartTransaction")]
    public async Task TC_003_CSMS_plugged_in_first()
    {
        await using var tool = await BootedAsync();
        await tool.StatusAsync(1, "Preparing");
        Assert.Equal("Accepted", await tool.AuthorizeAsync());
        var transaction = await tool.StartAsync();
        await tool.StatusAsync(1, "Charging");

        Assert.Equal(("Running", Good), (Text(await tool.TransactionAsync(transaction), "state"), Text(await tool.TransactionAsync(transaction), "idTag")));
    }

    [Fact]
    public async Task TC_004_1_CSMS_identified_first()
    {
        await using var tool = await BootedAsync();
        await tool.ChargingAsync();
    }

    [Fact]
    public async Task TC_004_2_CSMS_identified_and_never_started()
    {
        await using var tool = await BootedAsync();
        Assert.Equal("Accepted", await tool.AuthorizeAsync());
        await tool.StatusAsync(1, "Preparing");
        await tool.StatusAsync(1, "Available");

        Assert.Equal("Available", await tool.StatusOfAsync(1));
        Assert.Equal(0, (await tool.GetAsync("transactions")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    [Observes("StopTransaction")]
    public async Task TC_005_1_CSMS_the_cable_is_drawn_at_the_car()
    {
        await using var tool = await BootedAsync();
        var transaction = await tool.ChargingAsync();
        await tool.StatusAsync(1, "SuspendedEV");
        await tool.StopAsync(transaction, "EVDisconnected");
        await tool.StatusAsync(1, "Finishing");
        await tool.StatusAsync(1, "Available");
    }

    [Fact]
    public async Task TC_007_CSMS_a_start_that_the_station_decided_by_its_cache()
    {
        await using var tool = await BootedAsync();
        await tool.StatusAsync(1, "Preparing");
        await tool.StartAsync();
        await tool.StatusAsync(1, "Charging");
    }

    [Theory]
    [InlineData("NOBODY", "Invalid")]
    [InlineData("EXPIRED", "Expired")]
    [InlineData("BLOCKED", "Blocked")]
    public async Task TC_023_1_CSMS_TC_023_2_CSMS_TC_023_3_CSMS_a_tag_that_may_not_charge_is_told_why(string tag, string verdict)
    {
        await using var tool = await BootedAsync();
        Assert.Equal(verdict, await tool.AuthorizeAsync(tag));
        Assert.Equal(verdict, Text(await tool.GetAsync($"stations/CP1/authorization?idTag={tag}"), "status"));
    }

    [Fact]
    [Observes("StatusNotification")]
    public async Task TC_024_CSMS_the_lock_fails()
    {
        await using var tool = await BootedAsync();
        Assert.Equal("Accepted", await tool.AuthorizeAsync());
        await tool.StatusAsync(1, "Preparing");
        await tool.StatusAsync(1, "Faulted", "ConnectorLockFailure");

        var connector = (await tool.GetAsync("stations/CP1/connectors")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("connectorId").GetInt32() == 1);
        Assert.Equal(("Faulted", "ConnectorLockFailure"), (Text(connector, "status"), Text(connector, "errorCode")));
    }

    [Fact]
    public async Task TC_032_1_CSMS_the_power_fails_while_charging()
    {
        await using var tool = await BootedAsync();
        var transaction = await tool.ChargingAsync();
        await tool.ReconnectAsync();
        Assert.Equal("Accepted", Text(await tool.CallAsync("BootNotification", """{"chargePointVendor":"Maker","chargePointModel":"Model"}"""), "status"));
        await tool.StatusAsync(0, "Available");
        await tool.StatusAsync(1, "Finishing");
        await tool.StatusAsync(2, "Available");
        await tool.StopAsync(transaction, "PowerLoss");
    }

    [Fact]
    public async Task TC_037_1_CSMS_a_start_from_while_there_was_no_connection()
    {
        await using var tool = await BootedAsync();
        await tool.ReconnectAsync();
        var transaction = await tool.StartAsync(at: "2026-03-01T12:00:00Z");
        await tool.StatusAsync(1, "Charging");

        Assert.StartsWith("2026-03-01T12:00:00", Text(await tool.TransactionAsync(transaction), "startedAt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TC_037_3_CSMS_a_start_of_an_unknown_tag_gets_a_transaction_id_and_is_called_Invalid()
    {
        await using var tool = await BootedAsync();
        var transaction = await tool.StartAsync("NOBODY", "Invalid");
        Assert.True(transaction > 0);
        await tool.StatusAsync(1, "Charging");
        await tool.StopAsync(transaction, "DeAuthorized");
        await tool.StatusAsync(1, "Finishing");
    }

    [Fact]
    public async Task TC_039_CSMS_a_whole_transaction_from_while_there_was_no_connection()
    {
        await using var tool = await BootedAsync();
        await tool.ReconnectAsync();
        var transaction = await tool.StartAsync(at: "2026-03-01T12:00:00Z");
        await tool.StopAsync(transaction, "Local", at: "2026-03-01T12:30:00Z");

        Assert.StartsWith("2026-03-01T12:30:00", Text(await tool.TransactionAsync(transaction), "stoppedAt"), StringComparison.Ordinal);
    }

    [Fact]
    [Observes("DataTransfer")]
    public async Task TC_064_CSMS_data_of_a_vendor_that_is_not_known()
    {
        await using var tool = await BootedAsync();
        Assert.Equal("UnknownVendorId", Text(await tool.CallAsync("DataTransfer", """{"vendorId":"org.example.unknown","messageId":"m","data":"d"}"""), "status"));

        var kept = (await tool.GetAsync("events/log?kind=dataTransferred")).GetProperty("items")[0].GetProperty("change");
        Assert.Equal("org.example.unknown", Text(kept, "vendorId"));
    }

    [Fact]
    public async Task TC_088_CSMS_a_subprotocol_that_is_not_spoken_is_refused_and_ocpp1_6_chosen_from_several()
    {
        await using var tool = await ConnectedAsync();
        await tool.Station.DisposeAsync();
        var station = new Connections.RawStation(tool.Csms.Address, "CP1") { Subprotocols = ["ocpp0.1"] };
        Assert.NotEqual(101, await station.KnockAsync());
        station.Subprotocols = ["ocpp0.1", "ocpp1.6"];
        Assert.Equal(101, await station.KnockAsync());
        Assert.Equal("ocpp1.6", station.Socket.SubProtocol);
        await station.DisposeAsync();
    }
}
