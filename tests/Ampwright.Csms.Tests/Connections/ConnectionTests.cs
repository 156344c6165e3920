using System.Net.WebSockets;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Actions;
using Ampwright.Csms.Transactions;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Connections.RunningCsms;

namespace Ampwright.Csms.Tests.Connections;

public sealed class ConnectionTests
{
    private const string Start = """{"connectorId":1,"idTag":"GOOD","meterStart":100,"timestamp":"2026-03-01T12:00:00Z"}""";

    [Fact]
    public async Task A_station_boots_charges_and_stops()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync(with: station => station with { HeartbeatSeconds = 240 });
        await csms.IdTags.PutAsync(new IdTags.IdTag { Tag = "GOOD" });
        await using var station = await csms.ConnectAsync();

        var boot = (await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M","firmwareVersion":"1.2"}"""))[2];
        Assert.Equal("Accepted", boot.GetProperty("status").GetString());
        Assert.Equal(240, boot.GetProperty("interval").GetInt32());
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$", boot.GetProperty("currentTime").GetString());
        await station.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Preparing"}""");
        Assert.Equal("Accepted", (await station.CallAsync("Authorize", """{"idTag":"good"}"""))[2].GetProperty("idTagInfo").GetProperty("status").GetString());
        var id = (await station.CallAsync("StartTransaction", Start))[2].GetProperty("transactionId").GetInt32();
        await station.CallAsync("MeterValues",
            $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T12:10:00Z","sampledValue":[{"value":"1.5","unit":"kWh"},{"value":"7400","measurand":"Power.Active.Import","unit":"W"}]}]}""");
        var running = await csms.Transactions.FindAsync(id);
        Assert.Equal((1400L, 7400.0, true), (running!.EnergyWh, running.LastPower, running.Open));
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":2100,"timestamp":"2026-03-01T12:20:00Z","reason":"Local","idTag":"GOOD"}""");
        Assert.Equal("{}", (await station.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}"""))[2].GetRawText());

        var stored = await csms.Transactions.FindAsync(id);
        Assert.Equal((2000L, false, "Local"), (stored!.EnergyWh, stored.Open, stored.StopReason));
        var record = await csms.Stations.FindAsync("CP1");
        Assert.Equal(("V", "M", "1.2", true), (record!.Vendor, record.Model, record.FirmwareVersion, record.Connected));
        string[] kinds = ["StationConnected", "StationBooted", "TransactionStarted", "TransactionMetered", "TransactionStopped", "ConnectorStatusChanged"];
        var seen = (await csms.ChangesAsync()).Select(change => change.GetType().Name).ToHashSet();
        Assert.All(kinds, kind => Assert.Contains(kind, seen));
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Rejected")]
    public async Task A_station_that_is_not_accepted_may_only_boot_until_its_record_says_otherwise(string status)
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync(with: station => station with { BootPolicy = Enum.Parse<BootPolicy>(status), RetrySeconds = 17 });
        await using var station = await csms.ConnectAsync();
        Assert.Equal("SecurityError", (await station.CallAsync("Heartbeat", "{}"))[2].GetString());
        Assert.Equal("SecurityError", (await station.CallAsync("StartTransaction", Start))[2].GetString());
        var boot = (await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}"""))[2];
        Assert.Equal((status, 17), (boot.GetProperty("status").GetString(), boot.GetProperty("interval").GetInt32()));
        Assert.Equal("SecurityError", (await station.CallAsync("Authorize", """{"idTag":"A"}"""))[2].GetString());

        await csms.Stations.ChangeAsync(new StationRegistration { Identity = "CP1" });
        await UntilAsync(async () => (await station.CallAsync("Heartbeat", "{}")).GetArrayLength() == 3);
        Assert.Equal("Accepted", (await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}"""))[2].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_registered_station_is_served_without_a_BootNotification()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        Assert.Equal(3, (await station.CallAsync("StartTransaction", Start)).GetArrayLength());
    }

    [Theory]
    [InlineData("Reset", """{"type":"Soft"}""", "NotSupported")]
    [InlineData("Nonsense", "{}", "NotImplemented")]
    public async Task What_the_CSMS_does_not_take_is_refused_by_the_right_code(string action, string payload, string code)
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        Assert.Equal(code, (await station.CallAsync(action, payload))[2].GetString());
    }

    [Fact]
    public async Task A_status_without_a_time_stamp_counts_as_it_comes_and_does_not_hold_up_those_of_a_clock_that_lags()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        foreach (var (status, minute) in ((string, string?)[])[("Preparing", "10"), ("Charging", null), ("Finishing", "11"), ("Faulted", "05")])
        {
            var stamp = minute is null ? "" : $$""","timestamp":"2026-03-01T12:{{minute}}:00Z" """;
            await station.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"{{status}}"{{stamp}}}""");
        }

        var told = (await csms.ChangesAsync()).OfType<ConnectorStatusChanged>().Select(change => change.Status);

        Assert.Equal(["Preparing", "Charging", "Finishing"], told);
    }

    [Fact]
    public async Task A_removal_among_thousands_of_changes_still_ends_the_stations_connection()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");

        // More than one who listens may fall behind by, before the removal and after it.
        await Task.WhenAll(FloodAsync(), csms.Stations.RemoveAsync("CP1"), FloodAsync());

        Assert.Null(await station.ReceiveAsync());

        Task FloodAsync() => csms.Database.WriteAsync(unit =>
        {
            for (var number = 0; number < 5000; number++) unit.Raise(new IdTagChanged($"T{number}"));
        });
    }

    [Theory]
    [InlineData("FirmwareStatusNotification", """{"status":"Downloading"}""")]
    [InlineData("DiagnosticsStatusNotification", """{"status":"Uploading"}""")]
    [InlineData("LogStatusNotification", """{"status":"Uploading"}""")]
    [InlineData("SignedFirmwareStatusNotification", """{"status":"Installed"}""")]
    public async Task A_notification_of_a_profile_not_used_is_acknowledged_and_kept(string action, string payload)
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        Assert.Equal("{}", (await station.CallAsync(action, payload))[2].GetRawText());
        Assert.Contains(await csms.ChangesAsync(), change => change is StationNotified told && told.Action == action && told.Content == payload);
    }

    [Fact]
    public async Task A_status_stamped_earlier_than_the_newest_is_history_until_the_next_boot()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await NotifyAsync("Charging", "2026-03-01T12:05:00Z");
        await NotifyAsync("Available", "2026-03-01T12:00:00Z");
        Assert.Equal("Charging", await StatusAsync());
        await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        await NotifyAsync("Available", "2026-03-01T12:00:00Z");
        Assert.Equal("Available", await StatusAsync());

        Task NotifyAsync(string status, string at) =>
            station.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"{{status}}","timestamp":"{{at}}"}""");

        async Task<string> StatusAsync() => (await new Csms.Availability.ConnectorList(csms.Database).ListAsync("cp1")).Single().Status;
    }

    [Fact]
    public async Task An_answer_never_leaves_before_its_commit()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        csms.CommitFault = new IOException("disk full");
        string[] messages =
        [
            "StartTransaction", Start,
            "StopTransaction", """{"transactionId":7,"meterStop":2100,"timestamp":"2026-03-01T12:20:00Z"}""",
            "MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:10:00Z","sampledValue":[{"value":"1"}]}]}""",
        ];
        for (var message = 0; message < messages.Length; message += 2)
        {
            var answer = await station.CallAsync(messages[message], messages[message + 1]);
            Assert.Equal((4, "InternalError"), (answer[0].GetInt32(), answer[2].GetString()));
            Assert.DoesNotContain("disk full", answer.GetRawText(), StringComparison.Ordinal);
        }
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());
        Assert.Equal(3, (await station.CallAsync("Authorize", """{"idTag":"A"}""")).GetArrayLength());
        csms.CommitFault = null;
        Assert.Empty(await csms.Transactions.ListAsync(new TransactionFilter()));
        Assert.Equal(3, (await station.CallAsync("StartTransaction", Start)).GetArrayLength());
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_connection_and_the_limit_is_lower_before_a_station_is_accepted()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync("NEW", station => station with { BootPolicy = BootPolicy.Pending });
        await csms.RegisterAsync("OLD");
        var large = $$"""{"vendorId":"v","data":"{{new string('x', 100_000)}}"}""";
        await using var accepted = await csms.ConnectAsync("OLD");
        Assert.Equal(3, (await accepted.CallAsync("DataTransfer", large)).GetArrayLength());
        await using var pending = await csms.ConnectAsync("NEW");
        await pending.SendAsync($"""[2,"1","DataTransfer",{large}]""");
        Assert.Null(await pending.ReceiveAsync());
    }

    [Fact]
    public async Task A_dead_peer_is_found_within_thirty_seconds_and_data_is_a_sign_of_life()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time, new ConnectionOptions { PingInterval = TimeSpan.FromHours(1) });
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        for (var round = 0; round < 10; round++)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());
        }
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await station.ReceiveAsync());
        await UntilAsync(async () => (await csms.Stations.FindAsync("CP1"))!.Connected is false);
    }

    [Fact]
    public async Task A_pong_is_a_sign_of_life()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time, new ConnectionOptions { PingInterval = TimeSpan.FromMilliseconds(20) });
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var nothing = station.ReceiveAsync(); // the client answers pings while it reads
        await UntilAsync(() => Task.FromResult(csms.Live.All.Count == 1));
        var connection = csms.Live.All.Single();
        for (var round = 0; round < 5; round++)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            // The next ping and its pong run on real time.
            await UntilAsync(() => Task.FromResult(connection.Bytes.Silence < TimeSpan.FromSeconds(1)));
        }
        Assert.False(connection.Peer.HasEnded);
        Assert.False(nothing.IsCompleted);
    }

    [Fact]
    [Observes("Heartbeat")]
    public async Task A_station_that_never_pongs_is_judged_by_three_heartbeats()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await csms.RegisterAsync(with: station => station with { NoPong = true, HeartbeatSeconds = 60 });
        await using var station = await csms.ConnectAsync();
        time.Advance(TimeSpan.FromSeconds(175));
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());
        time.Advance(TimeSpan.FromSeconds(190));
        Assert.Null(await station.ReceiveAsync());
    }

    [Fact]
    public async Task A_stopping_CSMS_says_goodbye_within_five_seconds()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await csms.RegisterAsync("DEAF");
        await using var polite = await csms.ConnectAsync();
        await using var deaf = await csms.ConnectAsync("DEAF");
        var closed = polite.ReceiveAsync();
        var began = TimeProvider.System.GetTimestamp();
        await csms.StopAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 5);
        Assert.Null(await closed);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, polite.Socket.CloseStatus);
    }

    [Fact]
    public async Task A_removed_station_is_disconnected_and_gone()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await csms.Stations.RemoveAsync("CP1");
        Assert.Null(await station.ReceiveAsync());
        Assert.Equal(404, await station.KnockAsync());
    }
}
