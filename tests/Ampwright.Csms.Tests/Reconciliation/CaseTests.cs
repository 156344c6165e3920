using System.Text.Json;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.Reconciliation;

/// <summary>Sessions that do not add up, over a real socket; the clock is the test's.</summary>
public sealed class CaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_sound_session_is_billable_once_it_was_examined()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await csms.ConnectAsync();
        var id = await StartAsync(station, meter: 1000);
        Assert.Equal("Running", await BillingAsync(csms, id));
        await StopAsync(station, id, meter: 11_000, Noon.AddHours(1));
        await BecomesAsync(csms, id, "Billable");
        Assert.Empty(await CasesAsync(csms));
    }

    [Fact]
    public async Task A_start_without_stop_is_a_ghost_once_the_connector_is_free_and_ends_at_its_last_reading()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await csms.ConnectAsync();
        var id = await StartAsync(station, meter: 1000);
        time.Advance(TimeSpan.FromMinutes(10));
        await station.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"{{time.GetUtcNow():O}}","sampledValue":[{"value":"4000"}]}]}""");
        time.Advance(TimeSpan.FromMinutes(1));
        await station.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"{{time.GetUtcNow():O}}"}""");
        await PassAsync(time, TimeSpan.FromMinutes(4));
        Assert.Empty(await CasesAsync(csms));

        await PassUntilAsync(time, async () => await BillingAsync(csms, id) == "Suspect");
        var ghost = Assert.Single(await CasesAsync(csms));
        Assert.Equal("Ghost Open", $"{Text(ghost, "kind")} {Text(ghost, "state")}");
        Assert.Equal("Available", ghost.GetProperty("evidence").GetProperty("status").GetString());

        await AgeAsync(csms, TimeSpan.FromHours(23));
        await PassAsync(time, TimeSpan.FromMinutes(2));
        Assert.Equal("Suspect", await BillingAsync(csms, id));
        await AgeAsync(csms, TimeSpan.FromHours(1));
        await PassUntilAsync(time, async () => await BillingAsync(csms, id) == "Billable");
        var ended = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json;
        Assert.Equal(3000, ended.GetProperty("energyWh").GetInt64());
        Assert.Equal(ghost.GetProperty("id").GetInt64(), ended.GetProperty("endedByCase").GetInt64());
        Assert.Equal("LastReading rule", $"{Text((await CasesAsync(csms))[0], "reason")} {Text((await CasesAsync(csms))[0], "closedBy")}");

        // The station's own stop arrives after all and counts.
        await StopAsync(station, id, meter: 5000, Noon.AddMinutes(11));
        await PassUntilAsync(time, async () => Text((await CasesAsync(csms))[0], "reason") == "StationStopped");
        ended = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json;
        Assert.Equal(4000, ended.GetProperty("energyWh").GetInt64());
        Assert.Equal(JsonValueKind.Null, ended.GetProperty("endedByCase").ValueKind);
        Assert.Equal("Billable", Text(ended, "billing"));
    }

    [Fact]
    public async Task A_decision_about_a_ghost_can_be_undone_and_no_rule_decides_it_again()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await csms.ConnectAsync();
        var id = await StartAsync(station, meter: 1000);
        time.Advance(TimeSpan.FromMinutes(1));
        var newer = await StartAsync(station, meter: 2000, Noon.AddMinutes(1));
        await PassUntilAsync(time, async () => (await CasesAsync(csms, "?kind=Ghost")).Count == 1);
        var ghost = (await CasesAsync(csms, "?kind=Ghost"))[0].GetProperty("id").GetInt64();
        (await csms.SendAsync("POST", $"/api/v1/cases/{ghost}/close", """{"reason":"Ignored"}""")).Problem(422);

        Assert.Equal(200, (await csms.SendAsync("POST", $"/api/v1/cases/{ghost}/close", """{"reason":"DoNotBill","note":"test car"}""")).Code);
        (await csms.SendAsync("POST", $"/api/v1/cases/{ghost}/close", """{"reason":"DoNotBill"}""")).Problem(409);
        var ended = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json;
        Assert.Equal("Ended", Text(ended, "state"));

        Assert.Equal("Open", Text((await csms.SendAsync("POST", $"/api/v1/cases/{ghost}/reopen")).Json, "state"));
        Assert.Equal("Running", Text((await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json, "state"));
        Assert.Equal("Suspect", await BillingAsync(csms, id));
        await AgeAsync(csms, TimeSpan.FromDays(2));
        await PassAsync(time, TimeSpan.FromMinutes(3));
        Assert.Equal("Open", Text((await CasesAsync(csms, "?kind=Ghost"))[0], "state"));

        var log = (await csms.SendAsync("GET", "/api/v1/events/log?limit=500")).Text;
        foreach (var kind in (string[])["caseOpened", "caseClosed", "caseReopened"]) Assert.Contains(kind, log, StringComparison.Ordinal);
        var audit = (await csms.SendAsync("GET", "/api/v1/audit")).Text;
        Assert.Contains("case.close", audit, StringComparison.Ordinal);
        Assert.Contains("case.reopen", audit, StringComparison.Ordinal);
        Assert.NotEqual(newer, id);
    }

    [Fact]
    public async Task Energy_beyond_the_rated_power_is_suspect_until_a_person_decides()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await csms.SendAsync("PUT", "/api/v1/stations/CP1/rated-power", """{"watts":22000}""");
        await using var station = await csms.ConnectAsync();
        var id = await StartAsync(station, meter: 0);
        await StopAsync(station, id, meter: 60_000, Noon.AddHours(1));
        await BecomesAsync(csms, id, "Suspect");
        var found = Assert.Single(await CasesAsync(csms));
        Assert.Equal("ImpossibleEnergy", Text(found, "kind"));
        Assert.Equal(22_000, found.GetProperty("evidence").GetProperty("ratedWatts").GetInt64());

        var closed = await csms.SendAsync("POST", $"/api/v1/cases/{found.GetProperty("id")}/close", """{"reason":"BillAsRecorded"}""");
        Assert.Equal("Bill", Text(closed.Json, "decision"));
        Assert.Equal("Billable", await BillingAsync(csms, id));
        await csms.SendAsync("POST", $"/api/v1/cases/{found.GetProperty("id")}/reopen");
        Assert.Equal("Suspect", await BillingAsync(csms, id));
        await csms.SendAsync("POST", $"/api/v1/cases/{found.GetProperty("id")}/close", """{"reason":"DoNotBill"}""");
        Assert.Equal("NotBillable", await BillingAsync(csms, id));
    }

    [Fact]
    public async Task A_register_that_runs_backwards_is_suspect()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await using var station = await csms.ConnectAsync();
        var down = await StartAsync(station, meter: 50_000);
        await StopAsync(station, down, meter: 40_000, Noon.AddHours(1));
        await BecomesAsync(csms, down, "Suspect");
        var dip = await StartAsync(station, meter: 50_000, Noon.AddHours(2));
        foreach (var (minute, register) in ((int, int)[])[(1, 52_000), (2, 10_000), (3, 54_000)])
        {
            await station.CallAsync("MeterValues",
                $$"""{"connectorId":1,"transactionId":{{dip}},"meterValue":[{"timestamp":"{{Noon.AddHours(2).AddMinutes(minute):O}}","sampledValue":[{"value":"{{register}}"}]}]}""");
        }
        await StopAsync(station, dip, meter: 55_000, Noon.AddHours(3));
        await BecomesAsync(csms, dip, "Suspect");
        Assert.All(await CasesAsync(csms), found => Assert.Equal("MeterRollback", Text(found, "kind")));
    }

    [Fact]
    public async Task A_replayed_session_is_closed_as_a_copy_by_itself_and_never_billed_twice()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await using var station = await csms.ConnectAsync();
        var first = await StartAsync(station, meter: 0);
        await StopAsync(station, first, meter: 10_000, Noon.AddHours(1));
        var second = await StartAsync(station, meter: 0, messageId: "again");
        Assert.NotEqual(first, second);
        await StopAsync(station, second, meter: 10_000, Noon.AddHours(1));

        await BecomesAsync(csms, second, "NotBillable");
        await BecomesAsync(csms, first, "Billable");
        Assert.Equal("Duplicate ExactCopy", $"{Text((await CasesAsync(csms))[0], "kind")} {Text((await CasesAsync(csms))[0], "reason")}");
    }

    [Fact]
    public async Task A_stop_of_an_unknown_transaction_is_an_orphan_and_meter_values_of_one_are_closed_by_themselves()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await using var station = await csms.ConnectAsync();
        await StopAsync(station, 4711, meter: 10_000, Noon.AddHours(1));
        for (var minute = 0; minute < 3; minute++)
        {
            await station.CallAsync("MeterValues",
                $$"""{"connectorId":1,"transactionId":4712,"meterValue":[{"timestamp":"{{Noon.AddMinutes(minute):O}}","sampledValue":[{"value":"1"}]}]}""");
        }
        await Eventually.HoldsAsync(async () => (await CasesAsync(csms, "?open=false")).Count == 1 && (await CasesAsync(csms)).Count == 2);
        var open = (await CasesAsync(csms, "?open=true"))[0];
        Assert.Equal("Orphan", Text(open, "kind"));
        Assert.Contains("4711", open.GetProperty("evidence").GetProperty("payload").GetString(), StringComparison.Ordinal);
        Assert.Equal("NoBillingEffect", Text((await CasesAsync(csms, "?open=false"))[0], "reason"));
        Assert.Equal(200, (await csms.SendAsync("POST", $"/api/v1/cases/{open.GetProperty("id")}/close", """{"reason":"Ignored"}""")).Code);
    }

    [Fact]
    public void The_rules_judge_five_hundred_tampered_series_and_leave_as_many_sound_ones_alone()
    {
        var random = new Random(20260301);
        var options = new ReconciliationOptions();
        for (var round = 0; round < 500; round++)
        {
            var hours = 0.25 + random.NextDouble() * 8;
            var start = random.Next(0, 1_000_000);
            var energy = (int)(random.NextDouble() * 22_000 * hours);
            var stopped = Noon.AddHours(hours);
            var readings = Enumerable.Range(1, 10).Select(step => new RegisterReading(Noon.AddHours(hours * step / 11), start + (energy * step / 11))).ToList();
            var sound = new TransactionFacts { TransactionId = 1, MeterStart = start, StartedAt = Noon, MeterStop = start + energy, StoppedAt = stopped, RatedWatts = 22_000, Readings = readings };
            Assert.Empty(TransactionRules.Find(sound, options));

            var tampered = random.Next(3) switch
            {
                0 => sound with { MeterStop = start + energy + (int)(22_000 * hours) + 1_100 },
                1 => sound with { MeterStop = start - random.Next(1_001, 100_000), Readings = [] },
                _ => sound with { Readings = [.. readings.Select((reading, place) => place == 5 ? reading with { Wh = reading.Wh - energy - 200_000 } : reading)] },
            };
            Assert.NotEmpty(TransactionRules.Find(tampered, options));
        }
    }

    private static async Task<ServedCsms> StartAsync(ManualTimeProvider time)
    {
        var csms = await ServedCsms.StartAsync(time);
        // Judged by its heartbeats: the clock moves faster than any ping.
        await csms.RegisterAsync(more: ""","noPong":true,"heartbeatSeconds":86400""");
        return csms;
    }

    private static async Task<int> StartAsync(RawStation station, int meter, DateTimeOffset? at = null, string? messageId = null) =>
        (await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"T1","meterStart":{{meter}},"timestamp":"{{at ?? Noon:O}}"}""", messageId))[2]
        .GetProperty("transactionId").GetInt32();

    private static Task<JsonElement> StopAsync(RawStation station, int id, int meter, DateTimeOffset at) =>
        station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":{{meter}},"timestamp":"{{at:O}}"}""");

    private static async Task<string> BillingAsync(ServedCsms csms, int id) => Text((await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json, "billing");

    private static Task BecomesAsync(ServedCsms csms, int id, string billing) =>
        Eventually.HoldsAsync(async () => await BillingAsync(csms, id) == billing, $"transaction {id} becomes {billing}");

    private static async Task<List<JsonElement>> CasesAsync(ServedCsms csms, string query = "") =>
        [.. (await csms.SendAsync("GET", $"/api/v1/cases{query}")).Json.GetProperty("items").EnumerateArray()];

    /// <summary>Makes the cases older: a day of the clock costs every part of the program its every second.</summary>
    private static Task AgeAsync(ServedCsms csms, TimeSpan by) => csms.Database.WriteAsync(unit =>
    {
        foreach (var (id, openedAt) in unit.Connection.Query<(long, DateTimeOffset)>("SELECT case_id, opened_at FROM cases").ToList())
            unit.Connection.Execute("UPDATE cases SET opened_at = @at WHERE case_id = @id", new { id, at = openedAt - by });
    });

    /// <summary>Moves the clock in steps, so that what is due in between happens in between.</summary>
    private static async Task PassAsync(ManualTimeProvider time, TimeSpan by)
    {
        var left = by;
        while (left > TimeSpan.Zero)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            left -= TimeSpan.FromMinutes(1);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static Task PassUntilAsync(ManualTimeProvider time, Func<Task<bool>> condition) => Eventually.HoldsAsync(async () =>
    {
        if (await condition()) return true;
        time.Advance(TimeSpan.FromMinutes(1));
        // The clock must not run away from the program: it would see only the end of what is to happen one after the other.
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        return false;
    });

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
