using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Webhooks;
using Ampwright.Csms.Webhooks;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>
/// Twenty stored items that nothing can be made of, five in each queue that the program works through: each is set apart with its reason, what
/// stands behind it is done, and the program does not fall over them at its next start.
/// </summary>
public sealed class PoisonTests
{
    private static readonly (string Action, string Request, bool Raw)[] Commands =
        [("Reset", "{\"type\":", false), ("Reset", "[]", false), ("Reset", "{\"type\":7}", false), ("NoSuchAction", "{}", false), ("NoSuchAction", "{}", true)];

    [Fact]
    public async Task Commands_that_cannot_be_read_fail_by_themselves_and_those_behind_them_are_sent()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        foreach (var command in Commands) await csms.Database.WriteAsync(unit => Plant(unit, command, "Queued"));
        Assert.Equal(202, (await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ClearCache", "{}")).Code);

        await using var station = await csms.ConnectAsync();
        Assert.Equal("ClearCache", (await station.AnswerAsync("""{"status":"Accepted"}"""))[2].GetString());
        await Eventually.HoldsAsync(async () => await CountAsync(csms, "SELECT count(*) FROM commands WHERE state = 'Answered'") == 1, "the one behind them is answered");
        Assert.Equal(5, await CountAsync(csms, "SELECT count(*) FROM commands WHERE state = 'Failed' AND error_text LIKE '%cannot be read%'"));
        Assert.DoesNotContain(csms.Log.Lines, line => line.StartsWith("Error 302", StringComparison.Ordinal));

        // What an earlier run had sent is ended when the program starts: there as well they must not be in the way.
        foreach (var command in Commands) await csms.Database.WriteAsync(unit => Plant(unit, command, "Sent"));
        await csms.Database.WriteAsync(CommandLife.FailThoseOfEarlierRun);
        Assert.Equal(0, await CountAsync(csms, "SELECT count(*) FROM commands WHERE state = 'Sent'"));
    }

    [Fact]
    public async Task Events_that_cannot_be_read_keep_their_place_and_whoever_follows_gets_past_them()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var csms = await ServedCsms.StartAsync(with: options => options with
        {
            Webhooks = new WebhookOptions { PrivateTargets = true, Look = TimeSpan.FromMilliseconds(50), FirstWait = TimeSpan.FromMilliseconds(50) },
        });
        Assert.Equal(201, (await csms.SendAsync("POST", "/api/v1/webhooks", $$"""{"url":"{{receiver.Url}}","kinds":["eventUnreadable","stationRegistered"]}""")).Code);
        foreach (var content in (string[])["{", "null", "[]", """{"kind":"noSuchKind"}""", """{"kind":"stationBooted","station":5}"""])
        {
            await csms.Database.WriteAsync(unit => unit.Connection.Execute(
                "INSERT INTO events (at, kind, station, content) VALUES (@Now, 'stationBooted', 'CP1', @content)", new { unit.Now, content }));
        }
        await csms.RegisterAsync();

        var told = await receiver.TakenAsync(6);
        Assert.Equal(["eventUnreadable", "eventUnreadable", "eventUnreadable", "eventUnreadable", "eventUnreadable", "stationRegistered"], told.Select(one => one.Kind));
        Assert.Equal("stationBooted", told[0].Json.GetProperty("change").GetProperty("was").GetString());
        Assert.Equal(200, (await csms.SendAsync("GET", "/api/v1/events/log")).Code);
    }

    [Fact]
    public async Task Transactions_whose_values_cannot_be_read_get_a_case_and_those_behind_them_become_billable()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        for (var session = 0; session < 6; session++)
        {
            var id = (await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"T","meterStart":{{session * 100}},"timestamp":"2026-03-01T{{session:00}}:00:00Z"}"""))[2]
                .GetProperty("transactionId").GetInt32();
            await station.CallAsync("MeterValues",
                $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T{{session:00}}:10:00Z","sampledValue":[{"value":"{{session * 100 + 5}}"}]}]}""");
            if (session < 5)
            {
                await csms.Database.WriteAsync(unit => unit.Connection.Execute("UPDATE meter_values SET sampled_values = @broken WHERE transaction_id = @id",
                    new { id, broken = ((string[])["{", "null", "7", """[{"value":{}}]""", "[[]]"])[session] }));
            }
            await station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":{{session * 100 + 10}},"timestamp":"2026-03-01T{{session:00}}:20:00Z"}""");
        }

        await Eventually.HoldsAsync(async () => await CountAsync(csms, "SELECT count(*) FROM transactions WHERE examine_due IS NOT NULL") == 0, "all were looked at");
        Assert.Equal(5, await CountAsync(csms, "SELECT count(*) FROM cases WHERE kind = 'NotExaminable' AND closed_at IS NULL"));
        var shown = (await csms.SendAsync("GET", "/api/v1/transactions?station=CP1")).Json.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("billing").GetString());
        Assert.Equal(["Billable", "Suspect", "Suspect", "Suspect", "Suspect", "Suspect"], shown);
    }

    [Fact]
    public async Task Bulk_commands_that_cannot_be_read_end_and_those_beside_them_go_on()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        foreach (var (action, request, _) in Commands.Append(("ClearCache", "{}", false)))
        {
            await csms.Database.WriteAsync(unit =>
            {
                var bulk = unit.Connection.ExecuteScalar<long>("""
                    INSERT INTO bulk_commands (action, request, state, concurrency, lifetime_seconds, waits_for_station, waiting_count, requested_by, created_at)
                    VALUES (@action, @request, 'Running', 1, 60, @yes, 1, 'ann', @Now) RETURNING bulk_id
                    """, new { action, request, yes = true, unit.Now });
                unit.Connection.Execute("INSERT INTO bulk_targets (bulk_id, station_id, state) SELECT @bulk, station_id, 'Waiting' FROM stations", new { bulk });
            });
        }

        Assert.Equal("ClearCache", (await station.AnswerAsync("""{"status":"Accepted"}"""))[2].GetString());
        await Eventually.HoldsAsync(async () => await CountAsync(csms, "SELECT count(*) FROM bulk_commands WHERE state = 'Done'") == 6, "all bulk commands end");
        Assert.Equal(5, await CountAsync(csms, "SELECT count(*) FROM bulk_targets WHERE state = 'Failed' AND detail LIKE '%cannot be read%'"));
    }

    private static void Plant(WriteUnit unit, (string Action, string Request, bool Raw) command, string state) => unit.Connection.Execute("""
        INSERT INTO commands (station_id, action, request, holds_secret, raw, state, requested_by, created_at, expires_at, sent_at)
        SELECT station_id, @Action, @Request, @no, @Raw, @state, 'ann', @Now, @until, @sent FROM stations
        """, new { command.Action, command.Request, no = false, Raw = command.Action == "NoSuchAction" && command.Raw, state, unit.Now, until = unit.Now.AddHours(1), sent = state == "Sent" ? unit.Now : (DateTimeOffset?)null });

    private static async Task<long> CountAsync(ServedCsms csms, string sql) => await csms.Database.ReadAsync(connection => connection.ExecuteScalar<long>(sql));
}
