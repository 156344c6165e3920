using System.Globalization;
using System.Text.Json;
using Ampwright.TestKit.Programs;

namespace Ampwright.Peers;

/// <summary>Our station, a real process, with a management system by ocpp-rpc.</summary>
public sealed class OurStationTests : IAsyncLifetime
{
    private const string Identity = "OURS-1";
    private const string Password = CsmsApi.StationPassword;
    private const string Card = "04A1B2C3D4E5F6";
    private readonly TemporaryFolder _folder = new();
    private Peer _csms = null!;
    private StationProgram? _station;

    public async ValueTask InitializeAsync() => _csms = await Peer.StartAsync("csms.mjs");

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{_csms}\n{_station?.Report}");
        if (_station is not null) await _station.DisposeAsync();
        await _csms.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_whole_session_with_a_foreign_management_system_breaks_no_schema_in_either_direction()
    {
        var station = await StartStationAsync("full");

        await station.Control.PlugAsync();
        await StatusAsync(1, "Preparing");
        await station.Control.CardAsync(Card);
        var start = await _csms.CallAsync("StartTransaction");
        await StatusAsync(1, "Charging");
        await _csms.CallAsync("MeterValues", values => Energy(values) > start.GetProperty("meterStart").GetInt32());
        await station.Control.CardAsync(Card);
        var stop = await _csms.CallAsync("StopTransaction");
        await StatusAsync(1, "Finishing");
        await station.Control.UnplugAsync();
        await StatusAsync(1, "Available");

        Assert.Equal(["BootNotification", "Authorize", "StartTransaction", "StopTransaction"],
            _csms.Calls.Select(call => call.Action).Where(action => action is not ("StatusNotification" or "MeterValues" or "Heartbeat")));
        Assert.Equal((Card, 1), (start.GetProperty("idTag").GetString(), start.GetProperty("connectorId").GetInt32()));
        Assert.Equal(1, stop.GetProperty("transactionId").GetInt32());
        Assert.True(stop.GetProperty("meterStop").GetInt32() > start.GetProperty("meterStart").GetInt32());
        Assert.All(_csms.Calls.Where(call => call.Action == "MeterValues"), call => Assert.Equal(1, call.Payload.GetProperty("transactionId").GetInt32()));
        Assert.Empty(_csms.Violations);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("ampevo")]
    public async Task Our_station_obeys_every_command_of_a_foreign_management_system(string product)
    {
        var station = await StartStationAsync(product);

        await station.Control.PlugAsync();
        await StatusAsync(1, "Preparing");
        Assert.Equal("Accepted", await CommandAsync("RemoteStartTransaction", new { idTag = "REMOTE-1", connectorId = 1 }));
        var start = await _csms.CallAsync("StartTransaction");
        Assert.Equal("REMOTE-1", start.GetProperty("idTag").GetString());
        await StatusAsync(1, "Charging");
        Assert.Equal("Rejected", await CommandAsync("RemoteStopTransaction", new { transactionId = 4711 }));
        Assert.Equal("Scheduled", await CommandAsync("ChangeAvailability", new { connectorId = 1, type = "Inoperative" }));
        Assert.Equal("Accepted", await CommandAsync("RemoteStopTransaction", new { transactionId = 1 }));
        Assert.Equal("Remote", (await _csms.CallAsync("StopTransaction")).GetProperty("reason").GetString());
        await StatusAsync(1, "Unavailable");
        Assert.Equal("Accepted", await CommandAsync("ChangeAvailability", new { connectorId = 1, type = "Operative" }));

        var all = await CallAsync("GetConfiguration", new { });
        Assert.NotEmpty(all.GetProperty("configurationKey").EnumerateArray());
        Assert.Equal("Accepted", await CommandAsync("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = "7" }));
        var one = await CallAsync("GetConfiguration", new { key = new[] { "MeterValueSampleInterval", "NoSuchKey" } });
        Assert.Equal("7", one.GetProperty("configurationKey")[0].GetProperty("value").GetString());
        Assert.Equal("NoSuchKey", one.GetProperty("unknownKey")[0].GetString());
        Assert.Equal("NotSupported", await CommandAsync("ChangeConfiguration", new { key = "NoSuchKey", value = "1" }));

        Assert.Contains(await CommandAsync("UnlockConnector", new { connectorId = 1 }), (string[])["Unlocked", "NotSupported"]);
        Assert.Equal("UnknownVendorId", await CommandAsync("DataTransfer", new { vendorId = "org.example.unknown" }));
        Assert.Empty(_csms.Violations);
    }

    [Fact]
    public async Task A_soft_reset_of_a_foreign_management_system_ends_the_session_and_boots_anew()
    {
        var station = await StartStationAsync("full");
        await station.Control.PlugAsync();
        await station.Control.CardAsync(Card);
        await StatusAsync(1, "Charging");

        Assert.Equal("Accepted", await CommandAsync("Reset", new { type = "Soft" }));

        Assert.Equal("SoftReset", (await _csms.CallAsync("StopTransaction")).GetProperty("reason").GetString());
        await _csms.EventuallyAsync(() => _csms.Calls.Count(call => call.Action == "BootNotification") == 2, "the station boots anew");
        Assert.Empty(_csms.Violations);
    }

    private async Task<StationProgram> StartStationAsync(string product)
    {
        var port = (await _csms.DoAsync("listen", new { password = Password })).GetProperty("port").GetInt32();
        _station = await StationProgram.StartAsync(_folder["station"], new StationStart
        {
            Url = new Uri($"ws://127.0.0.1:{port}/ocpp"),
            Identity = Identity,
            Password = Password,
            Product = product,
            Configuration = [$"MeterValueSampleInterval={(product == "ampevo" ? 5 : 1)}"],
        });
        Assert.Equal("ocpp1.6", (await _csms.EventAsync("connected")).GetProperty("protocol").GetString());
        await StatusAsync(1, "Available");
        return _station;
    }

    private Task<JsonElement> StatusAsync(int connector, string status) => _csms.CallAsync("StatusNotification", payload =>
        payload.GetProperty("connectorId").GetInt32() == connector && payload.GetProperty("status").GetString() == status);

    private Task<JsonElement> CallAsync(string action, object payload) => _csms.DoAsync("call", new { identity = Identity, action, payload });

    private async Task<string> CommandAsync(string action, object payload) => (await CallAsync(action, payload)).GetProperty("status").GetString()!;

    private static decimal Energy(JsonElement values) => values.GetProperty("meterValue")[0].GetProperty("sampledValue").EnumerateArray()
        .Where(sample => !sample.TryGetProperty("measurand", out var measurand) || measurand.GetString() == "Energy.Active.Import.Register")
        .Select(sample => decimal.Parse(sample.GetProperty("value").GetString()!, CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
