using System.Text.Json;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Tests.Commands;
using Ampwright.Ocpp;
using Ampwright.TestKit;
using Ampwright.TestKit.Wire;

namespace Ampwright.Csms.Tests.Connections;

/// <summary>
/// Every action of the standard over every kind of bad line. A line that holds carries all 39; on one that breaks each CALL of a station gets one
/// answer or an end, and each command ends and reaches the station at most once.
/// </summary>
public sealed class BadLineTests
{
    // The tolerant reader takes what its own messages' samples are: of a station's eleven actions one valid payload each.
    private static readonly (string Action, string Payload)[] OfStations =
    [
        ("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}"""),
        ("Heartbeat", "{}"),
        ("Authorize", """{"idTag":"T"}"""),
        ("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}"""),
        ("StartTransaction", """{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}"""),
        ("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:10:00Z","sampledValue":[{"value":"1"}]}]}"""),
        ("StopTransaction", """{"transactionId":17,"meterStop":1,"timestamp":"2026-03-01T12:20:00Z"}"""),
        ("DiagnosticsStatusNotification", """{"status":"Idle"}"""),
        ("FirmwareStatusNotification", """{"status":"Idle"}"""),
        ("LogStatusNotification", """{"status":"Idle"}"""),
        ("SignedFirmwareStatusNotification", """{"status":"Idle"}"""),
        ("SecurityEventNotification", """{"type":"SettingSystemTime","timestamp":"2026-03-01T12:00:00Z"}"""),
        ("SignCertificate", """{"csr":"-----BEGIN CERTIFICATE REQUEST-----"}"""),
        ("DataTransfer", """{"vendorId":"org.example"}"""),
    ];

    [Fact]
    public void The_samples_are_all_39_actions() => Assert.Equal(
        Catalogue.All.Select(action => action.Name).Order(StringComparer.Ordinal),
        OfStations.Select(sample => sample.Action).Concat(CommandSamples.All.Select(sample => sample.Data.Item1)).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Toxic.Late)]
    [InlineData(Toxic.Slow)]
    [InlineData(Toxic.Sliced)]
    [InlineData(Toxic.Stalled)]
    public async Task A_bad_line_that_holds_carries_every_action(Toxic toxic)
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        var delay = toxic == Toxic.Stalled ? TimeSpan.FromMilliseconds(Scale.Of(inTest: 50, whole: 5000)) : toxic == Toxic.Slow ? TimeSpan.FromMilliseconds(Scale.Of(5, 83)) : TimeSpan.FromMilliseconds(Scale.Of(5, 5000));
        await using var line = new ChaosProxy(csms.Address, toxic, delay).Start();
        await using var station = new RawStation(line.Address, "CP1") { ReceivePatience = TimeSpan.FromMinutes(1) };
        await station.ConnectAsync();
        foreach (var (action, payload) in OfStations)
        {
            await station.SendAsync($"""[2,"{action}","{action}",{payload}]""");
            JsonElement frame;
            // After a boot the CSMS asks for the configuration by itself.
            do
            {
                frame = JsonElement.Parse((await station.ReceiveAsync())!);
                if (frame[0].GetInt32() == 2) await station.SendAsync($"""[4,"{frame[1].GetString()}","NotSupported","",{"{}"}]""");
            }
            while (frame[0].GetInt32() == 2);
            Assert.Equal((3, action), (frame[0].GetInt32(), frame[1].GetString()));
        }
        foreach (var sample in CommandSamples.All)
        {
            var (action, payload, answer, end, _) = sample.Data;
            var command = await csms.Commands.QueueAsync("CP1", action, JsonElement.Parse(payload), "ann");
            await AnswerAsync(station, action, answer);
            await Eventually.HoldsAsync(async () => (await csms.Commands.FindAsync(command.CommandId))!.Over, $"{action} ends");
            Assert.Equal(end, (await csms.Commands.FindAsync(command.CommandId))!.State.ToString());
        }
        Assert.Equal(1, csms.Live.Count);
    }

    [Theory]
    [InlineData(Toxic.Reset)]
    [InlineData(Toxic.Truncated)]
    [InlineData(Toxic.Repeated)]
    [InlineData(Toxic.HalfClosed)]
    public async Task On_a_line_that_breaks_nothing_is_answered_twice_and_no_command_is_carried_out_twice(Toxic toxic)
    {
        await using var csms = await RunningCsms.StartAsync(options: new ConnectionOptions { TakeoverPause = TimeSpan.FromMilliseconds(10) });
        await csms.RegisterAsync();
        await using var line = new ChaosProxy(csms.Address, toxic, TimeSpan.Zero) { BreaksEvery = 5 }.Start();
        await using var station = new RawStation(line.Address, "CP1") { ReceivePatience = TimeSpan.FromSeconds(2) };
        await ComeBackAsync(station);
        for (var round = 0; round < Scale.Of(inTest: 1, whole: 10); round++)
        {
            foreach (var (action, payload) in OfStations)
            {
                // Sent until it is answered, as stations do.
                await Eventually.HoldsAsync(
                    async () =>
                    {
                        if (await TryCallAsync(station, action, payload, $"{action}{round}")) return true;
                        await ComeBackAsync(station);
                        return false;
                    },
                    $"{action} is answered in the end");
            }
        }
        Assert.Equal(1, await csms.Database.ReadAsync(connection => Dapper.SqlMapper.ExecuteScalar<int>(connection, "SELECT count(*) FROM transactions")));

        var received = new HashSet<string>();
        foreach (var sample in CommandSamples.All)
        {
            var (action, payload, answer, _, _) = sample.Data;
            var command = await csms.Commands.QueueAsync("CP1", action, JsonElement.Parse(payload), "ann");
            await Eventually.HoldsAsync(
                async () =>
                {
                    if ((await csms.Commands.FindAsync(command.CommandId))!.Over) return true;
                    if (!await TryAnswerAsync(station, answer, received)) await ComeBackAsync(station);
                    return false;
                },
                $"{action} ends");
            Assert.Contains((await csms.Commands.FindAsync(command.CommandId))!.State, (CommandState[])[CommandState.Answered, CommandState.Refused, CommandState.Failed]);
        }
        // A line that says things twice says them under one id; a command that was sent twice would have two. Of its own the CSMS only reads.
        Assert.All(received.GroupBy(call => call.Split(' ')[0]).Where(calls => calls.Key != "GetConfiguration"),
            calls => Assert.InRange(calls.Count(), 0, CommandSamples.All.Count(sample => sample.Data.Item1 == calls.Key)));
        Assert.True(line.Breaks > 10, $"The line broke {line.Breaks} times only.");
    }

    /// <summary>Answers the command when it comes; what the CSMS asks for by itself it is not told.</summary>
    private static async Task AnswerAsync(RawStation station, string action, string answer)
    {
        while (true)
        {
            var call = JsonElement.Parse((await station.ReceiveAsync())!);
            if (call[2].GetString() == action)
            {
                await station.SendAsync($"""[3,"{call[1].GetString()}",{answer}]""");
                return;
            }
            await station.SendAsync($"""[4,"{call[1].GetString()}","NotSupported","",{"{}"}]""");
        }
    }

    private static async Task ComeBackAsync(RawStation station)
    {
        await Eventually.HoldsAsync(async () => await station.TryConnectAsync(), "the station comes back");
        // A command waits for the first CALL of a connection.
        await TryCallAsync(station, "Heartbeat", "{}", "first");
    }

    private static async Task<bool> TryCallAsync(RawStation station, string action, string payload, string messageId)
    {
        try
        {
            await station.SendAsync($"""[2,"{messageId}","{action}",{payload}]""");
            while (await station.ReceiveAsync() is { } text)
            {
                // On a line that says everything twice an answer may come twice; it is the first that counts. Commands wait for their turn.
                var frame = JsonElement.Parse(text);
                if (frame[0].GetInt32() != 2 && frame[1].GetString() == messageId) return frame[0].GetInt32() == 3;
            }
            return false;
        }
        catch (Exception lost) when (lost is System.Net.WebSockets.WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task<bool> TryAnswerAsync(RawStation station, string answer, HashSet<string> received)
    {
        try
        {
            if (await station.ReceiveAsync() is not { } text) return false;
            var call = JsonElement.Parse(text);
            if (call[0].GetInt32() != 2) return true;
            received.Add($"{call[2].GetString()} {call[1].GetString()}");
            await station.SendAsync($"""[3,"{call[1].GetString()}",{answer}]""");
            return true;
        }
        catch (Exception lost) when (lost is System.Net.WebSockets.WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
