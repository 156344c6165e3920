using System.Text;
using System.Text.Json;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Connections;
using Ampwright.TestKit;
using Dapper;
using static Ampwright.Csms.Tests.Connections.RunningCsms;

namespace Ampwright.Csms.Tests.Commands;

public sealed class CommandTests
{
    private static readonly ReachedAt Reached = new(new Uri("http://csms"), ByOurTls: false);
    private const string NewKey = "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCC";

    [Theory]
    [InlineData("RemoteStartTransaction", """{"connectorId":1,"idTag":"A"}""", """{"status":"Accepted"}""", "Answered")]
    [InlineData("RemoteStartTransaction", """{"idTag":"A"}""", """{"status":"Rejected"}""", "Refused")]
    [InlineData("RemoteStopTransaction", """{"transactionId":7}""", """{"status":"Accepted"}""", "Answered")]
    [InlineData("GetConfiguration", """{"key":["HeartbeatInterval"]}""", """{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"60"}]}""", "Answered")]
    [InlineData("ChangeConfiguration", """{"key":"HeartbeatInterval","value":"60"}""", """{"status":"RebootRequired"}""", "Answered")]
    [InlineData("ChangeConfiguration", """{"key":"HeartbeatInterval","value":"60"}""", """{"status":"NotSupported"}""", "Refused")]
    [InlineData("Reset", """{"type":"Hard"}""", """{"status":"Accepted"}""", "Answered")]
    [InlineData("UnlockConnector", """{"connectorId":1}""", """{"status":"Unlocked"}""", "Answered")]
    [InlineData("UnlockConnector", """{"connectorId":1}""", """{"status":"UnlockFailed"}""", "Refused")]
    [InlineData("ChangeAvailability", """{"connectorId":0,"type":"Inoperative"}""", """{"status":"Scheduled"}""", "Answered")]
    public async Task A_command_is_sent_and_its_answer_kept(string action, string payload, string answer, string state)
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        var queued = await csms.Commands.QueueAsync("cp1", action, JsonElement.Parse(payload), "ann");

        var call = await station.AnswerAsync(answer);

        Assert.Equal((action, payload), (call[2].GetString(), call[3].GetRawText()));
        var done = await DoneAsync(csms, queued.CommandId);
        Assert.Equal((state, answer, "ann"), (done.State.ToString(), done.Answer, done.RequestedBy));
        Assert.Equal(["Queued", "Sent", state],
            (await csms.ChangesAsync()).OfType<CommandChanged>().Where(change => change.CommandId == queued.CommandId).Select(change => change.State));
        Assert.Contains(csms.Log.Lines, line => line.Contains($"{action} to station CP1: Sent", StringComparison.Ordinal));
        Assert.DoesNotContain(csms.Log.Lines, line => line.Contains("null", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Reset", """{"type":"Warm"}""")]
    [InlineData("Reset", """{}""")]
    [InlineData("Reset", """{"type":"Soft","extra":1}""")]
    [InlineData("RemoteStartTransaction", """{"idTag":"123456789012345678901"}""")]
    [InlineData("ChangeConfiguration", """{"key":"AuthorizationKey","value":"short"}""")]
    [InlineData("ChangeConfiguration", """{"key":"authorizationkey","value":"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}""")]
    [InlineData("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""")]
    [InlineData("Nonsense", "{}")]
    public async Task A_command_that_breaks_a_rule_is_not_queued(string action, string payload)
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await Assert.ThrowsAsync<CommandInvalidException>(() => csms.Commands.QueueAsync("CP1", action, JsonElement.Parse(payload), "ann"));
        Assert.Empty(await csms.Commands.ListAsync());
    }

    [Fact]
    public async Task What_a_stations_record_forbids_is_not_queued()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync("PENDING", station => station with { BootPolicy = BootPolicy.Pending });
        await csms.RegisterAsync("REJECTED", station => station with { BootPolicy = BootPolicy.Rejected });
        await Assert.ThrowsAsync<CommandInvalidException>(() => QueueAsync(csms, "PENDING", "RemoteStartTransaction", """{"idTag":"A"}"""));
        await Assert.ThrowsAsync<CommandInvalidException>(() => QueueAsync(csms, "REJECTED", "Reset", """{"type":"Soft"}"""));
        await Assert.ThrowsAsync<StationUnknownException>(() => QueueAsync(csms, "NOBODY", "Reset", """{"type":"Soft"}"""));
        Assert.Equal(CommandState.Queued, (await QueueAsync(csms, "PENDING", "Reset", """{"type":"Soft"}""")).State);
    }

    [Fact]
    public async Task Commands_wait_for_the_first_answer_and_go_one_at_a_time_in_order()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await csms.RegisterAsync();
        var first = await QueueAsync(csms, "CP1", "Reset", """{"type":"Soft"}""");
        var second = await QueueAsync(csms, "CP1", "Reset", """{"type":"Hard"}""");
        await using var station = await csms.ConnectAsync();

        var boot = await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        Assert.Equal(3, boot[0].GetInt32());
        var call = JsonElement.Parse((await station.ReceiveAsync())!);
        Assert.Equal("Soft", call[3].GetProperty("type").GetString());
        // The second waits for the first one's answer; messages of the station are answered meanwhile.
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}"))[0].GetInt32());
        Assert.Equal((CommandState.Sent, CommandState.Queued), ((await FindAsync(csms, first)).State, (await FindAsync(csms, second)).State));
        await station.SendAsync($$"""[3,"{{call[1].GetString()}}",{"status":"Accepted"}]""");
        Assert.Equal("Hard", (await station.AnswerAsync("""{"status":"Accepted"}"""))[3].GetProperty("type").GetString());
        Assert.Equal(CommandState.Answered, (await DoneAsync(csms, second.CommandId)).State);
    }

    [Fact]
    public async Task A_station_that_never_calls_gets_its_commands_after_ten_seconds()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await csms.RegisterAsync();
        var before = time.ArmedTimers;
        await using var station = await csms.ConnectAsync();
        await QueueAsync(csms, "CP1", "Reset", """{"type":"Soft"}""");
        await UntilAsync(() => Task.FromResult(time.ArmedTimers >= before + 2));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("Reset", (await station.AnswerAsync("""{"status":"Accepted"}"""))[2].GetString());
    }

    [Fact]
    public async Task A_command_that_is_not_answered_times_out_and_a_deaf_station_is_closed_after_three()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time, new ConnectionOptions { MaxSilence = TimeSpan.FromDays(1) });
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        for (var round = 0; round < 3; round++)
        {
            var waiting = time.TimersDueIn(TimeSpan.FromSeconds(30));
            var command = await QueueAsync(csms, "CP1", "Reset", """{"type":"Soft"}""");
            Assert.NotNull(await station.ReceiveAsync());
            // The answer's time-out, not the sending's before it.
            await UntilAsync(() => Task.FromResult(time.TimersDueIn(TimeSpan.FromSeconds(30)) > waiting));
            time.Advance(TimeSpan.FromSeconds(31));
            Assert.Equal(CommandState.TimedOut, (await DoneAsync(csms, command.CommandId)).State);
        }
        Assert.Null(await station.ReceiveAsync());
    }

    [Fact]
    public async Task A_CALLERROR_refuses_and_a_faulty_answer_fails_the_command()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        var refused = await QueueAsync(csms, "CP1", "Reset", """{"type":"Soft"}""");
        var call = JsonElement.Parse((await station.ReceiveAsync())!);
        await station.SendAsync($$"""[4,"{{call[1].GetString()}}","NotSupported","no",{}]""");
        var done = await DoneAsync(csms, refused.CommandId);
        Assert.Equal((CommandState.Refused, "NotSupported", "no"), (done.State, done.ErrorCode, done.ErrorText));

        var faulty = await QueueAsync(csms, "CP1", "Reset", """{"type":"Soft"}""");
        await station.AnswerAsync("""{"nothing":"here"}""");
        Assert.Equal(CommandState.Failed, (await DoneAsync(csms, faulty.CommandId)).State);
    }

    [Fact]
    public async Task A_command_whose_connection_is_lost_fails_and_the_next_one_goes_to_the_new_connection()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var old = await csms.ConnectAsync();
        await old.CallAsync("Heartbeat", "{}");
        var lost = await QueueAsync(csms, "CP1", "Reset", """{"type":"Soft"}""");
        var next = await QueueAsync(csms, "CP1", "Reset", """{"type":"Hard"}""");
        Assert.NotNull(await old.ReceiveAsync());
        await using var young = await csms.ConnectAsync();
        await young.CallAsync("Heartbeat", "{}");

        Assert.Equal("Hard", (await young.AnswerAsync("""{"status":"Accepted"}"""))[3].GetProperty("type").GetString());
        Assert.Equal(CommandState.Failed, (await DoneAsync(csms, lost.CommandId)).State);
        Assert.Equal(CommandState.Answered, (await DoneAsync(csms, next.CommandId)).State);
    }

    [Fact]
    public async Task A_command_for_an_absent_station_expires()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await csms.RegisterAsync();
        var command = await csms.Commands.QueueAsync("CP1", "Reset", JsonElement.Parse("""{"type":"Soft"}"""), "ann", TimeSpan.FromMinutes(1));
        await UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(time.GetUtcNow() > command.ExpiresAt);
        });
        await UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return (await FindAsync(csms, command)).State == CommandState.Expired;
        });
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        Assert.DoesNotContain((await csms.ChangesAsync()).OfType<CommandChanged>(), change => change.State == "Sent");
    }

    [Fact]
    public async Task Commands_of_an_earlier_run_are_settled()
    {
        await using var store = new Storage.TestStore();
        var registry = new StationRegistry(store.Database);
        var record = await registry.RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var lease = (await new Leases(store.Database).TakeAsync(record.StationId, "x"))!;
        var secrets = new CommandSecrets();
        var desk = new CommandDesk(store.Database, secrets);
        var sent = await desk.QueueAsync("CP1", "Reset", JsonElement.Parse("""{"type":"Soft"}"""), "ann");
        await store.Database.WriteAsync(unit => CommandLife.TakeNext(unit, lease, record, secrets, Reached));
        var secret = await desk.QueueAsync("CP1", "ChangeConfiguration", KeyChange(), "ann");
        var plain = await desk.QueueAsync("CP1", "Reset", JsonElement.Parse("""{"type":"Hard"}"""), "ann");

        await store.ReopenAsync();
        await store.Database.WriteAsync(CommandLife.FailThoseOfEarlierRun);
        var forgetful = new CommandSecrets();
        var taken = await store.Database.WriteAsync(unit => CommandLife.TakeNext(unit, lease, record, forgetful, Reached));

        desk = new CommandDesk(store.Database, forgetful);
        Assert.Equal(plain.CommandId, taken?.CommandId);
        Assert.Equal(CommandState.Failed, (await desk.FindAsync(sent.CommandId))!.State);
        Assert.Contains("again", (await desk.FindAsync(secret.CommandId))!.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_key_replaces_the_old_one_and_is_found_nowhere_in_clear()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        var command = await csms.Commands.QueueAsync("CP1", "ChangeConfiguration", KeyChange(), "ann");
        var call = await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal(NewKey, call[3].GetProperty("value").GetString());
        Assert.Equal("""{"key":"AuthorizationKey","value":"***"}""", (await DoneAsync(csms, command.CommandId)).Request);

        Assert.Equal(401, await csms.Station().KnockAsync());
        await using var renewed = csms.Station();
        renewed.Authorization = RawStation.Basic("CP1", Convert.FromHexString(NewKey));
        Assert.Equal(101, await renewed.KnockAsync());
        Assert.DoesNotContain(csms.Log.Lines, line => line.Contains(NewKey, StringComparison.OrdinalIgnoreCase));
        await AssertNowhereAsync(csms, NewKey);
    }

    [Theory]
    [InlineData("""{"status":"Rejected"}""", true, false)]
    [InlineData("""{"status":"RebootRequired"}""", true, true)]
    [InlineData(null, true, true)]
    public async Task A_key_whose_fate_is_open_keeps_both_doors_open_until_the_new_one_is_used(string? answer, bool oldWorks, bool newWorks)
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        var command = await csms.Commands.QueueAsync("CP1", "ChangeConfiguration", KeyChange(), "ann");
        if (answer is not null) await station.AnswerAsync(answer);
        else
        {
            Assert.NotNull(await station.ReceiveAsync());
            station.Socket.Abort();
        }
        await DoneAsync(csms, command.CommandId);

        Assert.Equal(oldWorks ? 101 : 401, await csms.Station().KnockAsync());
        await using var renewed = csms.Station();
        renewed.Authorization = RawStation.Basic("CP1", Convert.FromHexString(NewKey));
        Assert.Equal(newWorks ? 101 : 401, await renewed.KnockAsync());
        Assert.Equal(newWorks ? 401 : 101, await csms.Station().KnockAsync());
    }

    [Fact]
    public async Task A_key_that_a_station_tells_is_masked_in_the_record()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        var command = await QueueAsync(csms, "CP1", "GetConfiguration", "{}");
        await station.AnswerAsync($$"""{"configurationKey":[{"key":"authorizationKey","readonly":false,"value":"{{NewKey}}"}]}""");
        await DoneAsync(csms, command.CommandId);
        await AssertNowhereAsync(csms, NewKey);
    }

    private static JsonElement KeyChange() => JsonElement.Parse($$"""{"key":"AuthorizationKey","value":"{{NewKey}}"}""");

    private static Task<CommandRecord> QueueAsync(RunningCsms csms, string station, string action, string payload) =>
        csms.Commands.QueueAsync(station, action, JsonElement.Parse(payload), "ann");

    private static async Task<CommandRecord> FindAsync(RunningCsms csms, CommandRecord command) => (await csms.Commands.FindAsync(command.CommandId))!;

    private static async Task<CommandRecord> DoneAsync(RunningCsms csms, long commandId)
    {
        await UntilAsync(async () => (await csms.Commands.FindAsync(commandId))!.FinishedAt is not null);
        return (await csms.Commands.FindAsync(commandId))!;
    }

    private static async Task AssertNowhereAsync(RunningCsms csms, string secret)
    {
        var tables = await csms.Database.ReadAsync(Storage.TestDatabases.Tables);
        foreach (var table in tables)
        {
            var rows = await csms.Database.ReadAsync(connection => connection.Query($"SELECT * FROM {table}").AsList());
            foreach (var cell in rows.Cast<IDictionary<string, object?>>().SelectMany(row => row.Values))
            {
                var text = cell is byte[] bytes ? Encoding.Latin1.GetString(bytes) + Convert.ToHexString(bytes) : $"{cell}";
                Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }
}
