using System.Globalization;
using System.Text.Json;
using Ampwright.TestKit.Programs;

namespace Ampwright.Peers;

/// <summary>Our CSMS, a real process, with a station by ocpp-rpc.</summary>
public sealed class OurCsmsTests : IAsyncLifetime
{
    private const string Identity = "PEER-1";
    private readonly TemporaryFolder _folder = new();
    private CsmsProgram _csms = null!;
    private Peer _station = null!;

    public async ValueTask InitializeAsync()
    {
        _csms = await CsmsProgram.StartAsync(_folder["csms"]);
        _station = await Peer.StartAsync("station.mjs");
        var password = await _csms.Api.RegisterStationAsync(Identity);
        await _csms.Api.AddIdTagAsync("GOODCARD");
        await _csms.Api.AddIdTagAsync("BLOCKEDCARD", blocked: true);
        var connected = await _station.DoAsync("connect", new { endpoint = _csms.StationUrl, identity = Identity, password });
        Assert.Equal("ocpp1.6", connected.GetProperty("protocol").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{_station}\n{_csms.Report}");
        await _station.DisposeAsync();
        await _csms.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_whole_session_of_a_foreign_station_breaks_no_schema_in_either_direction()
    {
        await BootAsync();
        await CallAsync("StatusNotification", new { connectorId = 0, errorCode = "NoError", status = "Available" });
        await CallAsync("StatusNotification", new { connectorId = 1, errorCode = "NoError", status = "Preparing" });
        Assert.Equal("Accepted", Verdict(await CallAsync("Authorize", new { idTag = "GOODCARD" })));
        Assert.Equal("Blocked", Verdict(await CallAsync("Authorize", new { idTag = "BLOCKEDCARD" })));
        Assert.Equal("Invalid", Verdict(await CallAsync("Authorize", new { idTag = "STRANGER" })));

        var at = TimeProvider.System.GetUtcNow();
        var start = await CallAsync("StartTransaction", new { connectorId = 1, idTag = "GOODCARD", meterStart = 1000, timestamp = Text(at) });
        Assert.Equal("Accepted", Verdict(start));
        var transactionId = start.GetProperty("transactionId").GetInt32();
        foreach (var (minute, energy) in ((int, int)[])[(1, 1100), (2, 1200)])
        {
            await CallAsync("MeterValues", new
            {
                connectorId = 1,
                transactionId,
                meterValue = new[]
                {
                    new
                    {
                        timestamp = Text(at.AddMinutes(minute)),
                        sampledValue = new object[]
                        {
                            new { value = energy.ToString(CultureInfo.InvariantCulture), measurand = "Energy.Active.Import.Register", unit = "Wh", context = "Sample.Periodic" },
                            new { value = "6000.5", measurand = "Power.Active.Import", unit = "W" },
                            new { value = "8.7", measurand = "Current.Import", unit = "A", phase = "L1" },
                        },
                    },
                },
            });
        }

        await CallAsync("StopTransaction", new { transactionId, idTag = "GOODCARD", meterStop = 1300, timestamp = Text(at.AddMinutes(3)), reason = "Local" });
        await CallAsync("Heartbeat", new { });
        var data = await CallAsync("DataTransfer", new { vendorId = "org.example", messageId = "hello", data = "{}" });
        Assert.Equal("UnknownVendorId", data.GetProperty("status").GetString());

        var seen = await _csms.Api.TransactionAsync(transactionId);
        Assert.Equal(("GOODCARD", 1000, 1300, "Local", 300L), (seen.IdTag, seen.MeterStart, seen.MeterStop, seen.Reason, seen.EnergyWh));
        Assert.Equal([1100m, 1200m], seen.MeterValues!.Select(value => value.EnergyWh!.Value));
        Assert.Empty(seen.Flags);
        Assert.Empty(_station.Violations);
    }

    [Fact]
    public async Task A_foreign_station_understands_every_command_of_ours()
    {
        await BootAsync();
        await CallAsync("StatusNotification", new { connectorId = 1, errorCode = "NoError", status = "Available" });
        var answers = new (string Action, object Payload, object Answer)[]
        {
            ("RemoteStartTransaction", new { idTag = "GOODCARD", connectorId = 1 }, new { status = "Accepted" }),
            ("RemoteStopTransaction", new { transactionId = 4711 }, new { status = "Rejected" }),
            ("GetConfiguration", new { key = new[] { "HeartbeatInterval", "NoSuchKey" } }, new
            {
                configurationKey = new[] { new { key = "HeartbeatInterval", @readonly = false, value = "300" } },
                unknownKey = new[] { "NoSuchKey" },
            }),
            ("ChangeConfiguration", new { key = "HeartbeatInterval", value = "120" }, new { status = "Accepted" }),
            ("Reset", new { type = "Soft" }, new { status = "Accepted" }),
            ("UnlockConnector", new { connectorId = 1 }, new { status = "Unlocked" }),
            ("ChangeAvailability", new { connectorId = 0, type = "Operative" }, new { status = "Scheduled" }),
        };

        foreach (var (action, payload, answer) in answers)
        {
            await _station.AnswerAsync(action, answer);
            var command = await _csms.Api.CommandAsync(Identity, action, payload);
            Assert.Contains(command.State, (string[])["Answered", "Refused"]);
            Assert.Equal(JsonSerializer.Serialize(answer), command.Answer!.Value.GetRawText());
            var asSent = await _station.CallAsync(action);
            foreach (var field in JsonSerializer.SerializeToElement(payload).EnumerateObject())
                Assert.Equal(field.Value.GetRawText(), asSent.GetProperty(field.Name).GetRawText());
        }

        Assert.Empty(_station.Violations);
    }

    [Fact]
    public async Task A_foreign_station_with_a_wrong_password_is_turned_away_with_401()
    {
        await using var intruder = await Peer.StartAsync("station.mjs");

        var refused = await Assert.ThrowsAsync<PeerFailedException>(
            () => intruder.DoAsync("connect", new { endpoint = _csms.StationUrl, identity = Identity, password = "not-the-password-of-it" }));

        Assert.Equal("401", refused.Code);
    }

    private async Task BootAsync()
    {
        var boot = await CallAsync("BootNotification", new { chargePointVendor = "Peers", chargePointModel = "ocpp-rpc", firmwareVersion = "2.2.1" });
        Assert.Equal("Accepted", boot.GetProperty("status").GetString());
        Assert.True(boot.GetProperty("interval").GetInt32() > 0);
    }

    private Task<JsonElement> CallAsync(string action, object payload) => _station.DoAsync("call", new { action, payload });

    private static string Verdict(JsonElement answer) => answer.GetProperty("idTagInfo").GetProperty("status").GetString()!;

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
