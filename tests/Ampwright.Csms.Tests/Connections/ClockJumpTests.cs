using System.Text.Json;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Transactions;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Connections;

/// <summary>The wall clock of the CSMS is set forward and back by anything from an hour to 56 years while stations charge, whose own clocks jump as well.</summary>
public sealed class ClockJumpTests
{
    private static readonly TimeSpan[] Jumps =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(400), TimeSpan.FromDays(-400), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(-1), -TimeSpan.FromDays(20_500), TimeSpan.Zero];

    [Fact]
    public async Task However_clocks_jump_energy_and_order_are_right_and_the_line_holds()
    {
        var schedules = Scale.Of(inTest: 40, whole: 1000);
        var time = new ManualTimeProvider();
        await using var csms = await RunningCsms.StartAsync(time, new ConnectionOptions { PingInterval = TimeSpan.FromHours(1) });
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var random = new Random(20260301 + Scale.Part);
        var (set, meter, expected) = (TimeSpan.Zero, 0, new List<(int Id, long EnergyWh)>());
        for (var schedule = 0; schedule < schedules; schedule++)
        {
            // The station's clock: right, an hour or 400 days off, frozen, or never set.
            var clock = (DateTimeOffset[])[Noon(schedule), Noon(schedule).AddHours(-1), Noon(schedule).AddDays(400), DateTimeOffset.UnixEpoch.AddMinutes(schedule)];
            var (at, pace) = (clock[schedule % 4], schedule % 5 == 4 ? TimeSpan.Zero : TimeSpan.FromMinutes(10));
            Jump();
            var id = (await CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"T{{schedule}}","meterStart":{{meter}},"timestamp":"{{at:O}}"}""")).GetProperty("transactionId").GetInt32();
            var from = meter;
            for (var sample = 0; sample < 2; sample++)
            {
                Jump();
                meter += random.Next(1, 500);
                await CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"{{at += pace:O}}","sampledValue":[{"value":"{{meter}}"}]}]}""");
            }
            Jump();
            meter += random.Next(1, 500);
            await CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":{{meter}},"timestamp":"{{at + pace:O}}"}""");
            expected.Add((id, meter - from));
            // Some seconds pass by the other clock, which nobody sets.
            time.Advance(TimeSpan.FromSeconds(3));
        }

        var stored = new List<TransactionRecord>();
        await foreach (var one in AllAsync(csms)) stored.Add(one);
        Assert.Equal(expected, stored.OrderBy(one => one.Sequence).Select(one => (one.TransactionId, one.EnergyWh)));
        Assert.Equal(1, csms.Live.Count);
        var events = await csms.Events.AfterAsync(0, 100_000);
        Assert.Equal(events.Select(one => one.Sequence).Order(), events.Select(one => one.Sequence));

        void Jump()
        {
            var jump = Jumps[random.Next(Jumps.Length)];
            // Not out of the calendar, and back again in time.
            if ((set + jump).Duration() > TimeSpan.FromDays(20_600)) jump = -set;
            set += jump;
            time.SetWallClock(jump);
        }

        async Task<JsonElement> CallAsync(string action, string payload)
        {
            var answer = await station.CallAsync(action, payload);
            Assert.True(answer[0].GetInt32() == 3, $"{action} {payload} was answered {answer}");
            return answer[2];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(400 * 24)]
    [InlineData(-400 * 24)]
    public async Task A_command_under_way_neither_times_out_by_a_jump_nor_waits_longer_for_it(int hours)
    {
        var time = new ManualTimeProvider();
        var options = new ConnectionOptions { PingInterval = TimeSpan.FromHours(1), MaxSilence = TimeSpan.FromHours(1) };
        await using var csms = await RunningCsms.StartAsync(time, options);
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await station.CallAsync("Heartbeat", "{}");
        var answered = await csms.Commands.QueueAsync("CP1", "ClearCache", JsonElement.Parse("{}"), "ann");
        var sent = JsonElement.Parse((await station.ReceiveAsync())!);
        time.SetWallClock(TimeSpan.FromHours(hours));
        for (var second = 0; second < 5; second++) time.Advance(TimeSpan.FromSeconds(1));
        // The rounds of those seconds are over when what is asked next was written.
        await station.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}""");
        await station.SendAsync($$"""[3,"{{sent[1].GetString()}}",{"status":"Accepted"}]""");
        await Eventually.HoldsAsync(async () => (await csms.Commands.FindAsync(answered.CommandId))!.Over, "the command ends");
        Assert.Equal(CommandState.Answered, (await csms.Commands.FindAsync(answered.CommandId))!.State);

        var waiting = time.TimersDueIn(options.CallTimeout);
        var silent = await csms.Commands.QueueAsync("CP1", "ClearCache", JsonElement.Parse("{}"), "ann");
        await station.ReceiveAsync();
        // The frame can be here before its sender has begun to wait.
        await Eventually.HoldsAsync(() => time.TimersDueIn(options.CallTimeout) > waiting, "its answer is awaited");
        time.SetWallClock(TimeSpan.FromHours(-hours));
        for (var left = options.CallTimeout; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Assert.False((await csms.Commands.FindAsync(silent.CommandId))!.Over);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        await Eventually.HoldsAsync(async () => (await csms.Commands.FindAsync(silent.CommandId))!.State == CommandState.TimedOut, "it times out by the clock that nobody sets");
    }

    private static DateTimeOffset Noon(int hour) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddHours(hour);

    private static async IAsyncEnumerable<TransactionRecord> AllAsync(RunningCsms csms)
    {
        long? before = null;
        while (true)
        {
            var page = await csms.Transactions.ListAsync(new TransactionFilter { Before = before, Limit = 500 });
            foreach (var one in page) yield return one;
            if (page.Count < 500) yield break;
            before = page[^1].Sequence;
        }
    }
}
