using System.Diagnostics;
using System.Text.Json;
using Ampwright.Station.Simulation;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.Peers;

/// <summary>
/// A day in the life of each preset: with a management system by ocpp-rpc, which holds every payload against its own schemas, and with ours. Sessions,
/// what an operator does in an hour, lost lines, a reset and a power cut.
/// </summary>
public sealed class StationDayTests(ITestOutputHelper output)
{
    private const string Identity = "OURS-1";
    private const string Password = CsmsApi.StationPassword;

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public async Task A_day_with_a_foreign_management_system_breaks_no_schema_in_either_direction(string preset)
    {
        using var folder = new TemporaryFolder();
        await using var csms = await Peer.StartAsync("csms.mjs");
        var port = (await csms.DoAsync("listen", new { password = Password })).GetProperty("port").GetInt32();
        foreach (var action in (string[])["DiagnosticsStatusNotification", "FirmwareStatusNotification", "SecurityEventNotification"]) await csms.AnswerAsync(action, new { });
        await using var station = new LivingStation(
            preset, new Uri($"ws://127.0.0.1:{port}/ocpp"), Identity, Password, folder["station"], new ManualTimeProvider(),
#pragma warning disable VSTHRD002 // Nothing else runs on this thread, and the station waits.
            at => csms.DoAsync("clock", new { at = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ") }).GetAwaiter().GetResult());
#pragma warning restore VSTHRD002
        await LiveAsync(preset, station, manages: 1, (action, payload) => csms.DoAsync("call", new { identity = Identity, action, payload }));
        Assert.Empty(csms.Violations);
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public async Task A_day_with_our_own_management_system_breaks_no_rule_and_is_all_there(string preset)
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTimeProvider();
        await using var csms = await LivingCsms.StartAsync(folder["csms"], time);
        await csms.Api.SendAsync(HttpMethod.Post, "stations", new { identity = Identity, password = Password, noPong = true }); // Pings go by this computer's clock.
        foreach (var tag in (string[])["04A1B2C3", "REMOTE"]) await csms.Api.AddIdTagAsync(tag);
        await using (var station = new LivingStation(preset, csms.StationUrl, Identity, Password, folder["station"], time, static _ => { }))
        {
            await LiveAsync(preset, station, manages: 6, async (action, payload) =>
            {
                var command = await csms.Api.CommandAsync(Identity, action, payload);
                return command.Answer ?? throw new InvalidOperationException($"{action}: {command}");
            });
        }

        var stored = await csms.Api.TransactionsAsync(Identity);
        Assert.Equal(24, stored.Count);
        Assert.All(stored, one => Assert.False(one.IsRunning));
        Assert.Empty(stored.SelectMany(one => one.Flags));
        Assert.True(stored.Sum(one => one.EnergyWh) > 24_000, "hardly any energy");
    }

    private async Task LiveAsync(string preset, LivingStation station, int manages, Func<string, object, Task<JsonElement>> call)
    {
        var began = Stopwatch.GetTimestamp();
        var day = new Day(station, manages, call);
        for (var hour = 0; hour < 24; hour++) await day.HourAsync(hour);
        var calls = station.Calls;
        output.WriteLine($"{preset}: {station.Frames} frames in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {station.Lives} lives, {day.Commands} commands, "
            + string.Join(", ", calls.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}")));
        Assert.Empty(station.Errors);
        Assert.True(calls["StartTransaction"] >= 24, $"only {calls["StartTransaction"]} sessions");
        Assert.Equal(24, station.Ended.Count);
        Assert.True(calls["Heartbeat"] >= 100 && calls["MeterValues"] >= 500, "hardly anything was said");
        Assert.Equal(station.Lives, calls["BootNotification"]);
    }

    /// <param name="manages">Every how many hours the operator does something.</param>
    private sealed class Day(LivingStation station, int manages, Func<string, object, Task<JsonElement>> call)
    {
        private readonly Random _random = new(7);

        public int Commands { get; private set; }

        private bool HasMoreThanCore => station.Product.FeatureProfiles.Count > 1;

        public async Task HourAsync(int hour)
        {
            var connector = 1 + (hour % station.Hardware.Facts.Connectors.Count);
            if (hour % manages == 0) Manage(hour, connector);
            station.Hardware.Plug(connector, PlugSide.Both, vehicle: new SimulatedVehicle { BatteryWh = 40_000, ChargePermille = 200 + _random.Next(600), Phases = 1 + (2 * _random.Next(2)) });
            Minutes(0.5);
            var byCard = station.Product.Core.LocalStart && hour % 3 > 0;
            if (byCard) station.Hardware.PresentCard(LivingStation.Card);
            else Assert.Equal("Accepted", Command("RemoteStartTransaction", new { connectorId = connector, idTag = "REMOTE" }));
            station.Until(() => Transaction(connector) is not null, "it charges");
            Minutes(2);
            if (hour % 6 == 3) station.CutNetwork(TimeSpan.FromMinutes(4));
            Minutes(15 + _random.Next(20));
            if (hour == 8) Assert.Equal("Accepted", Command("Reset", new { type = "Soft" }));
            if (hour == 17) await station.CutPowerAsync(TimeSpan.FromMinutes(1));
            if (hour is not 8 and not 17)
            {
                if (byCard && station.Product.Core.LocalStop) station.Hardware.PresentCard(LivingStation.Card);
                else Assert.Equal("Accepted", Command("RemoteStopTransaction", new { transactionId = Transaction(connector) }));
            }

            Minutes(1);
            await station.ResetIfAskedAsync();
            Minutes(1);
            station.Hardware.Unplug(connector, PlugSide.Vehicle);
            if (station.Hardware.Facts.Connectors[connector - 1].Kind != Ampwright.Station.Hardware.ConnectorKind.Tethered)
                station.Hardware.Unplug(connector, PlugSide.Station);
            Minutes(60 - station.Time.GetUtcNow().Minute);
        }

        /// <summary>What an operator does in an hour.</summary>
        private void Manage(int hour, int connector)
        {
            Call("GetConfiguration", new { });
            Command("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = hour % 2 == 0 ? "60" : "30" });
            Command("ChangeAvailability", new { connectorId = connector, type = "Inoperative" });
            Command("ChangeAvailability", new { connectorId = connector, type = "Operative" });
            Command("UnlockConnector", new { connectorId = connector });
            Command("ClearCache", new { });
            Command("DataTransfer", new { vendorId = "org.example", data = "x" });
            if (!HasMoreThanCore) return;
            foreach (var message in (string[])["Heartbeat", "StatusNotification", "MeterValues", "DiagnosticsStatusNotification", "FirmwareStatusNotification"])
                Command("TriggerMessage", new { requestedMessage = message });
            Command("SendLocalList", new { listVersion = hour + 1, updateType = "Full", localAuthorizationList = new[] { new { idTag = "04A1B2C3", idTagInfo = new { status = "Accepted" } } } });
            Call("GetLocalListVersion", new { });
            var expiry = station.Time.GetUtcNow().AddMinutes(2).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
            Command("ReserveNow", new { connectorId = connector, idTag = "04A1B2C3", expiryDate = expiry, reservationId = hour });
            Command("CancelReservation", new { reservationId = hour });
            Command("SetChargingProfile", new
            {
                connectorId = connector,
                csChargingProfiles = new
                {
                    chargingProfileId = hour + 1,
                    stackLevel = hour % 3,
                    chargingProfilePurpose = "TxDefaultProfile",
                    chargingProfileKind = "Absolute",
                    chargingSchedule = new
                    {
                        startSchedule = station.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"),
                        duration = 1800,
                        chargingRateUnit = "A",
                        chargingSchedulePeriod = new[] { new { startPeriod = 0, limit = 16.5 }, new { startPeriod = 600, limit = 8.1 } },
                    },
                },
            });
            Call("GetCompositeSchedule", new { connectorId = connector, duration = 3600 });
            Command("ClearChargingProfile", new { id = hour });
        }

        private int? Transaction(int connector) => station.State.Connectors[connector - 1].Transaction?.TransactionId;

        private void Minutes(double minutes) => station.Pass(TimeSpan.FromMinutes(minutes));

        private string Command(string action, object payload) => Call(action, payload).GetProperty("status").GetString()!;

        private JsonElement Call(string action, object payload)
        {
            Commands++;
            return station.Carry(call(action, payload));
        }
    }
}
