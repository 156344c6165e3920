using System.Text.Json;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Tests.Prices;
using Dapper;

namespace Ampwright.Csms.Tests.Demonstration;

/// <summary>The community that a first look is at: made through the program itself, and taken away without a trace in anything else.</summary>
public sealed class DemonstrationTests
{
    // What tells of the program itself, not of what is in it.
    private static readonly string[] Apart = ["audit_log", "accounts", "api_tokens", "schema_migrations", "counters", "settings"];

    [Fact]
    public async Task It_tells_three_weeks_of_sessions_with_prices_and_of_what_goes_wrong()
    {
        using var world = await DemonstrationWorld.MakeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(world.Told.ToString());
        Assert.Contains("Its password, shown only this once", world.Told.ToString(), StringComparison.Ordinal);

        await world.AskAsync(connection =>
        {
            List<string> Texts(string sql) => connection.Query<string>(sql).AsList();
            long Count(string sql) => connection.ExecuteScalar<long>(sql);
            var sessions = Count("SELECT count(*) FROM transactions");
            Assert.InRange(sessions, 90, 200);
            // One that nobody has decided runs on; all others have ended, and what was let in is in the book.
            Assert.Equal(1, Count("SELECT count(*) FROM transactions WHERE stop_received_at IS NULL"));
            Assert.Equal(0, Count("""
                SELECT count(*) FROM transactions t WHERE t.stop_received_at IS NOT NULL AND t.verdict = 'Accepted'
                  AND NOT EXISTS (SELECT 1 FROM price_entries e WHERE e.transaction_id = t.transaction_id AND e.kind = 'Charge' AND e.gross > 0)
                """));
            // Booked when it happened: within a minute, the one a person decided and the one that was told late apart.
            var late = connection.Query<(DateTimeOffset Made, DateTimeOffset Stopped)>("SELECT made_at, stopped_at FROM price_entries WHERE kind = 'Charge'")
                .Where(entry => entry.Made - entry.Stopped > TimeSpan.FromMinutes(1)).ToList();
            Assert.Equal(2, late.Count);
            Assert.Equal(["1", "2"], Texts("SELECT DISTINCT CAST(tariff_number AS TEXT) FROM price_entries ORDER BY 1"));
            Assert.Equal(1, Count("SELECT count(*) FROM price_entries WHERE kind = 'Refund'"));
            foreach (var (site, entries, last) in connection.Query<(long, long, long)>("SELECT site_id, count(*), max(receipt_number) FROM price_entries GROUP BY site_id"))
                Assert.True(entries == last && entries > 20, $"site {site}: {entries} receipts, the last is number {last}");

            foreach (var reason in (string[])["Rule", "UnknownTag", "BlockedTag", "NoRule", "OutsideRule", "QuotaUsed", "CardLearning", "StartCode"])
                Assert.Contains(reason, Texts("SELECT DISTINCT reason FROM authorization_decisions"));
            Assert.Equal(["Ghost LastReading", "Ghost open"], Texts("SELECT kind || ' ' || coalesce(reason, 'open') FROM cases WHERE kind = 'Ghost' ORDER BY 1"));
            Assert.Equal(1, Count("SELECT count(*) FROM cases WHERE closed_at IS NULL"));
            Assert.Equal(["Cancelled", "Lost", "Used"], Texts("SELECT state FROM reservations ORDER BY state"));
            Assert.Equal(1, Count("SELECT count(*) FROM power_plans"));
            Assert.Contains(Texts("SELECT content FROM events WHERE kind = 'connectorStatusChanged'"), content => content.Contains("GroundFailure", StringComparison.Ordinal));
            Assert.Equal(4, Count("SELECT count(*) FROM connectors WHERE connector_id = 1 AND status = 'Available'"));
            Assert.Equal(["Other", "Remote"], Texts("SELECT DISTINCT stop_reason FROM transactions WHERE stop_reason IN ('Other', 'Remote') ORDER BY 1"));
            Assert.Contains(connection.Query<(DateTimeOffset Started, DateTimeOffset Received)>("SELECT started_at, received_at FROM transactions"), one => one.Received - one.Started > TimeSpan.FromHours(3));

            var stamps = connection.Query<DateTimeOffset>("SELECT at FROM events UNION ALL SELECT received_at FROM meter_values UNION ALL SELECT at FROM authorization_decisions").ToList();
            Assert.True(stamps.Count > 2000, $"{stamps.Count}");
            Assert.All(stamps, at => Assert.InRange(at, DemonstrationWorld.Now.AddDays(-21), DemonstrationWorld.Now));
            var order = connection.Query<DateTimeOffset>("SELECT at FROM events ORDER BY sequence").ToList();
            Assert.Equal(order.Order(), order);
            return true;
        });

        Assert.Contains("there already", (await Assert.ThrowsAsync<StartException>(world.MakeAgainAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_whole_once_nothing_of_the_operators_own_hangs_on_it_and_nothing_of_that_goes_with_it()
    {
        using var world = await DemonstrationWorld.MakeAsync();
        using var control = new DemonstrationWorld();
        var controls = await OwnDeedsAsync(control, placed: 1);
        var (site, view) = (0L, default(JsonElement));
        await using (var csms = await world.ServeAsync())
        {
            view = (await csms.SendAsync("GET", "/api/v1/demonstration")).Json;
            await csms.StopAsync();
        }
        Assert.Equal((2, 4, 8), (view.GetProperty("sites").GetArrayLength(), view.GetProperty("stations").GetArrayLength(), view.GetProperty("drivers").GetArrayLength()));
        site = await OwnDeedsAsync(world, placed: view.GetProperty("sites")[0].GetInt64());

        var before = await world.AskAsync(DemonstrationWorld.Rows);
        Assert.Contains("OWN2", (await Assert.ThrowsAsync<StartException>(world.RemoveAsync)).Message, StringComparison.Ordinal);
        Assert.Equivalent(before, await world.AskAsync(DemonstrationWorld.Rows));
        await MoveAsync(control, controls);
        await MoveAsync(world, site);
        before = await world.AskAsync(DemonstrationWorld.Rows);
        await world.RemoveAsync();

        var (after, own) = (await world.AskAsync(DemonstrationWorld.Rows), await control.AskAsync(DemonstrationWorld.Rows));
        Assert.Equal(own.Keys.Order(), after.Keys.Order());
        foreach (var (table, rows) in after)
        {
            Assert.True(table == "audit_log" || rows.All(before[table].ToHashSet().Contains), $"A row of {table} is not as it was.");
            if (!Apart.Contains(table)) Assert.True(own[table].Count == rows.Count, $"{table}: {rows.Count} rows, of the operator's own {own[table].Count}\n{string.Join('\n', rows.Take(20))}");
        }
        Assert.Equal(before["audit_log"].Count + 1, after["audit_log"].Count);
        Assert.Equal(before["accounts"], after["accounts"]);
        await using var served = await world.ServeAsync();
        Assert.False((await served.SendAsync("GET", "/api/v1/demonstration")).Json.GetProperty("present").GetBoolean());
        Assert.Equal("Own", Assert.Single((await served.SendAsync("GET", "/api/v1/receipts")).Json.GetProperty("items").EnumerateArray()).GetProperty("siteName").GetString());
    }

    [Fact]
    public async Task One_whose_making_was_broken_off_goes_without_a_trace_too()
    {
        using var world = await DemonstrationWorld.MakeAsync();
        var (site, stations) = await world.AskAsync(connection => (
            connection.ExecuteScalar<long>("SELECT min(part_id) FROM demonstration_parts WHERE kind = 'Site'"), connection.Query<string>("SELECT identity FROM stations ORDER BY station_id").AsList()));
        await world.WriteAsync(unit =>
        {
            unit.Connection.Execute("UPDATE demonstration SET last_event = NULL");
            unit.Connection.Execute("""
                INSERT INTO outage_notes (site_id, from_at, reason, note, version, changed_at, changed_by) VALUES (@site, @Now, 'Blocked', 'snow', 1, @Now, 'x')
                """, new { site, unit.Now });
            unit.Connection.Execute("""
                INSERT INTO model_findings (vendor, model, firmware, action, kind, path, times, first_at, last_at, last_text, last_station)
                VALUES ('V', 'M', '1', 'Heartbeat', 'Violation', 'x', 1, @Now, @Now, 'x', @station)
                """, new { station = stations[0], unit.Now });
        });
        await world.RemoveAsync();

        await world.AskAsync(connection =>
        {
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM events"));
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM outage_notes"));
            Assert.Equal("", connection.ExecuteScalar<string>("SELECT last_station FROM model_findings"));
            var left = DemonstrationWorld.Rows(connection).Where(table => !Apart.Contains(table.Key)).SelectMany(table => table.Value.Where(row => stations.Exists(station => row.Contains(station, StringComparison.Ordinal))).Select(row => $"{table.Key}: {row}"));
            Assert.Empty(left);
            return true;
        });
    }

    [Fact]
    public async Task None_is_made_where_anything_is()
    {
        using var world = new DemonstrationWorld();
        await using (var csms = await world.ServeAsync())
        {
            await PriceWorld.PostAsync(csms, "id-tags", """{"idTag":"OWN"}""");
            await csms.StopAsync();
        }
        var before = await world.AskAsync(DemonstrationWorld.Rows);

        Assert.Contains("There are id tags", (await Assert.ThrowsAsync<StartException>(world.MakeAgainAsync)).Message, StringComparison.Ordinal);
        Assert.Contains("no demonstration", (await Assert.ThrowsAsync<StartException>(world.RemoveAsync)).Message, StringComparison.Ordinal);
        Assert.Equivalent(before, await world.AskAsync(DemonstrationWorld.Rows));
    }

    /// <summary>What an operator adds beside a demonstration: a site with a station, somebody who charges there, and what it costs; a second station elsewhere.</summary>
    /// <returns>The site.</returns>
    private static async Task<long> OwnDeedsAsync(DemonstrationWorld world, long placed)
    {
        await using var csms = await world.ServeAsync();
        var site = (await PriceWorld.PostAsync(csms, "sites", """{"name":"Own","defaultPolicy":"GroupsWithRule"}""")).GetProperty("id").GetInt64();
        var group = (await PriceWorld.PostAsync(csms, "groups", """{"name":"Own"}""")).GetProperty("id").GetInt64();
        var driver = (await PriceWorld.PostAsync(csms, "drivers", $$"""{"name":"Own","groups":[{{group}}]}""")).GetProperty("id").GetInt64();
        await PriceWorld.PostAsync(csms, $"drivers/{driver}/vehicles", """{"name":"Own"}""");
        await PriceWorld.PostAsync(csms, "id-tags", $$"""{"idTag":"T1","driver":{{driver}}}""");
        await PriceWorld.PostAsync(csms, "charging-rules", $$"""{"group":{{group}},"site":{{site}},"quota":{"per":"Day","sessions":5} }""");
        await PriceWorld.TariffAsync(csms, "Own", place: $",\"site\":{site}");
        await csms.RegisterAsync("OWN1", $$""","noPong":true,"heartbeatSeconds":86400,"site":{{site}}""");
        await using (var station = await csms.ConnectAsync("OWN1"))
        {
            var at = DemonstrationWorld.Now.AddHours(-1);
            await station.CallAsync("StatusNotification", """{"connectorId":1,"status":"Available","errorCode":"NoError"}""");
            var id = await PriceWorld.StartSessionAsync(station, at: at);
            await station.CallAsync("MeterValues",
                $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"{{at.AddMinutes(20):O}}","sampledValue":[{"value":"500"}]}] }""");
            await PriceWorld.StopSessionAsync(station, id, 1000, at.AddMinutes(40));
            await PriceWorld.BookedAsync(csms, id);
        }
        await csms.RegisterAsync("OWN2", $$""","site":{{placed}}""");
        await csms.StopAsync();
        return site;
    }

    private static async Task MoveAsync(DemonstrationWorld world, long site)
    {
        await using var csms = await world.ServeAsync();
        await PriceWorld.PostAsync(csms, "stations/OWN2", $$"""{"site":{{site}}}""", "PATCH");
        await csms.StopAsync();
    }
}
