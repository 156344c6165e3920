using System.Data.Common;
using System.Globalization;
using System.Text;
using Ampwright.Csms.Privacy;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.LocalAuthList;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using Dapper;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Privacy;

/// <summary>A driver who charged, paid, reserved and was written about: told of it, and taken out of it.</summary>
public sealed class ErasureTests
{
    private const string Tag = "ANN-CARD-7";

    [Fact]
    public async Task Who_a_driver_was_goes_from_every_table_and_what_was_delivered_and_paid_stays()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var driver = await LiveAsync(csms, time);
        var (books, others) = (await BooksAsync(csms), await RowsWithAsync(csms, "BOB-CARD-7"));
        Assert.NotEmpty(await RowsWithAsync(csms, Tag));
        Assert.NotEmpty(await RowsWithAsync(csms, "Ann of the harbour"));

        var erased = await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase");
        Assert.Equal(202, erased.Code);
        Assert.Equal(("Waiting", 1, 2), (erased.Json.GetProperty("state").GetString(), erased.Json.GetProperty("sessions").GetInt32(), erased.Json.GetProperty("receipts").GetInt32()));
        (await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase")).Problem(404);
        await DoneAsync(csms, time, erased.Headers["Location"]);

        // The audit log, which nobody can change, tells that there was such a tag, and of nobody whose it was.
        Assert.All(await RowsWithAsync(csms, Tag), row => Assert.StartsWith("audit_log ", row, StringComparison.Ordinal));
        Assert.Empty(await RowsWithAsync(csms, "Ann of the harbour"));
        Assert.Empty(await RowsWithAsync(csms, "ann@example.org"));
        Assert.Empty(await RowsWithAsync(csms, "HH-AN 7711"));
        Assert.Equal(books, await BooksAsync(csms));
        Assert.Equal(others, await RowsWithAsync(csms, "BOB-CARD-7"));
        Assert.Equal(0, await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM price_entries WHERE driver_id = @driver", new { driver })));
        var receipt = (await csms.SendAsync("GET", "/api/v1/receipts?limit=500")).Json.GetProperty("items").EnumerateArray().First(entry => entry.GetProperty("receiptNumber").GetInt32() == 1);
        Assert.Matches("^erased-[0-9a-f]{12}$", receipt.GetProperty("idTag").GetString());
        Assert.Equal(200, (await csms.SendAsync("GET", $"/api/v1/receipts/{receipt.GetProperty("id").GetInt64()}/html")).Code);
        // Nothing of the book but who it was can be changed.
        await Assert.ThrowsAnyAsync<DbException>(() => csms.Database.WriteAsync(unit => { unit.Connection.Execute("UPDATE price_entries SET gross = 0"); }));
        await Assert.ThrowsAnyAsync<DbException>(() => csms.Database.WriteAsync(unit => { unit.Connection.Execute("UPDATE price_entries SET id_tag = 'x', net = 0"); }));
    }

    [Fact]
    public async Task Who_was_removed_from_the_list_with_a_tag_that_was_deleted_before_is_told_and_erased_all_the_same()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var driver = await LiveAsync(csms, time);
        await using (var station = await csms.ConnectAsync())
        {
            // What a meter has signed, and a stop without its transaction's number, kept word for word.
            var session = await StartSessionAsync(station, Tag, at: Noon.AddHours(20), meter: 50_000);
            await station.CallAsync("MeterValues", $$"""
                {"connectorId":1,"transactionId":{{session}},"meterValue":[{"timestamp":"{{Noon.AddHours(20.5):O}}","sampledValue":[{"value":"OCMF|{\"ID\":\"{{Tag}}\"}|x","format":"SignedData"}]}]}
                """);
            await StopSessionAsync(station, session, 55_000, Noon.AddHours(21));
            await StartSessionAsync(station, Tag, at: Noon.AddHours(22), meter: 55_000);
            await station.CallAsync("StopTransaction", $$"""{"transactionId":0,"meterStop":60000,"timestamp":"{{Noon.AddHours(23):O}}","idTag":"{{Tag}}"}""");
        }
        Assert.Contains(await RowsWithAsync(csms, Tag), row => row.StartsWith("transactions ", StringComparison.Ordinal) && row.Contains("meterStop", StringComparison.Ordinal));
        Assert.Contains(await RowsWithAsync(csms, Tag), row => row.StartsWith("meter_values ", StringComparison.Ordinal));
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/id-tags/{Tag}")).Code);
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/drivers/{driver}")).Code);
        Assert.Contains(Tag, (await csms.SendAsync("GET", $"/api/v1/drivers/{driver}/export")).Text, StringComparison.Ordinal);

        var erased = await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase");
        Assert.True(erased.Code == 202, erased.Text);
        await DoneAsync(csms, time, erased.Headers["Location"]);
        Assert.All(await RowsWithAsync(csms, Tag), row => Assert.StartsWith("audit_log ", row, StringComparison.Ordinal));
        (await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase")).Problem(404);
    }

    [Fact]
    public async Task What_a_station_is_still_to_be_told_is_told_as_it_was_meant_and_erased_then()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var driver = await DriverAsync(csms, "Ann of the harbour", Tag);
        Assert.True((await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/RemoteStartTransaction", $$"""{"idTag":"{{Tag}}","connectorId":1}""")).Code is 200 or 202);
        var erased = await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase");
        await Eventually.HoldsAsync(async () => await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM erasures WHERE next_look_at > made_at")) == 1, "it was looked through once");

        await using var station = await csms.ConnectAsync();
        Assert.Equal(Tag, (await station.AnswerAsync("""{"status":"Rejected"}"""))[3].GetProperty("idTag").GetString());
        await DoneAsync(csms, time, erased.Headers["Location"]);
        Assert.All(await RowsWithAsync(csms, Tag), row => Assert.StartsWith("audit_log ", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stations_local_list_loses_the_tag_and_until_then_the_erasure_waits()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        await csms.RegisterAsync("CP1", ""","noPong":true,"heartbeatSeconds":86400""");
        await csms.SendAsync("PATCH", "/api/v1/sites/1", """{"localLists":"Automatic"}""");
        var driver = await DriverAsync(csms, "Ann of the harbour", Tag);
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await Eventually.HoldsAsync(() => station.List.ContainsKey(Tag), "the tag is on the list");
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/api/v1/stations/CP1/local-list")).Json.GetProperty("state").GetString() == "InStep", "the list is in step");
        await station.DisconnectAsync();

        var erased = await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase");
        Assert.Equal(["CP1"], erased.Json.GetProperty("stationsHolding").EnumerateArray().Select(one => one.GetString()!));
        await RoundsAsync(csms, time, 3);
        Assert.Equal("Waiting", (await csms.SendAsync("GET", erased.Headers["Location"])).Json.GetProperty("state").GetString());
        Assert.True(station.List.ContainsKey(Tag));

        await station.ConnectAsync(boots: false);
        await Eventually.HoldsAsync(() => !station.List.ContainsKey(Tag), "the tag is off the list");
        await DoneAsync(csms, time, erased.Headers["Location"]);
        // The order to take it off the list named it as well.
        Assert.All(await RowsWithAsync(csms, Tag), row => Assert.StartsWith("audit_log ", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_still_goes_on_is_ended_first()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var driver = await DriverAsync(csms, "Ann of the harbour", Tag);
        await using var station = await csms.ConnectAsync();
        var running = await StartSessionAsync(station, Tag);
        Assert.Equal("driver-is-charging", (await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase")).Problem(409).GetProperty("code").GetString());
        await StopSessionAsync(station, running, 1000);
        Assert.Equal(202, (await csms.SendAsync("POST", $"/api/v1/drivers/{driver}/erase")).Code);
    }

    [Fact]
    public async Task A_driver_is_told_everything_that_is_kept_of_him_and_nothing_of_another()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var driver = await LiveAsync(csms, time);
        // A list names them all, and whoever has a tag can charge with it.
        var list = """{"listVersion":1,"updateType":"Full","localAuthorizationList":[{"idTag":"ANN-CARD-7"},{"idTag":"BOB-CARD-7"}]}""";
        await using var again = await csms.ConnectAsync();
        Assert.True((await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/SendLocalList", list)).Code is 200 or 202);
        var answer = await csms.SendAsync("GET", $"/api/v1/drivers/{driver}/export");

        Assert.Equal("application/json", answer.Type);
        var (rows, texts) = (answer.Json.GetProperty("rows"), answer.Json.GetProperty("texts"));
        foreach (var table in (string[])["drivers", "group_members", "vehicles", "id_tags", "transactions", "transaction_tariffs", "meter_values", "price_entries", "authorization_decisions", "reservations"])
            Assert.True(rows.TryGetProperty(table, out var kept) && kept.GetArrayLength() > 0, $"{table}: {rows}");
        foreach (var table in (string[])["messages", "events", "commands"]) Assert.True(texts.GetProperty(table).GetArrayLength() > 0, table);
        Assert.Contains("ann@example.org", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("BOB-CARD-7", answer.Text, StringComparison.Ordinal);
        // Every row that has the tag anywhere is in it, but for what is only in the audit log.
        var all = (await RowsWithAsync(csms, Tag)).Where(row => !row.StartsWith("audit_log ", StringComparison.Ordinal)).Select(row => row.Split(' ')[0]).Distinct();
        Assert.All(all, table => Assert.True(rows.TryGetProperty(table, out _) || texts.TryGetProperty(table, out _), table));
        (await csms.SendAsync("GET", "/api/v1/drivers/4711/export")).Problem(404);
        Assert.Contains("driver.export", (await csms.SendAsync("GET", "/api/v1/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_a_card_now_is_not_told_of_the_sessions_of_who_had_it_before()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var driver = await LiveAsync(csms, time);
        Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/id-tags/BOB-CARD-7", $$"""{"driver":{{driver}}}""")).Code);
        var rows = (await csms.SendAsync("GET", $"/api/v1/drivers/{driver}/export")).Json.GetProperty("rows");
        foreach (var table in (string[])["transactions", "meter_values", "price_entries"])
            Assert.DoesNotContain("BOB-CARD-7", string.Join('\n', rows.GetProperty(table).EnumerateArray().Select(row => row.GetRawText())), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, rows.GetProperty("transactions").GetArrayLength());
    }

    /// <summary>Two drivers who do all that drivers do.</summary>
    private static async Task<long> LiveAsync(ServedCsms csms, ManualTimeProvider time)
    {
        await TariffAsync(csms);
        var group = (await PostAsync(csms, "groups", """{"name":"Staff"}""")).GetProperty("id").GetInt64();
        var driver = await DriverAsync(csms, "Ann of the harbour", Tag, group);
        await PostAsync(csms, $"drivers/{driver}/vehicles", """{"name":"the red one","plate":"HH-AN 7711"}""");
        await DriverAsync(csms, "Bob", "BOB-CARD-7", group);
        await using var station = await csms.ConnectAsync();
        foreach (var (tag, begin, meter) in ((string, DateTimeOffset, int)[])[(Tag, Noon, 0), ("BOB-CARD-7", Noon.AddHours(3), 10_000)])
        {
            await station.CallAsync("Authorize", $$"""{"idTag":"{{tag.ToLowerInvariant()}}"}""");
            var session = await StartSessionAsync(station, tag, at: begin, meter: meter);
            await station.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{session}},"meterValue":[{"timestamp":"{{begin.AddMinutes(30):O}}","sampledValue":[{"value":"{{meter + 5000}}"}]}]}""");
            await station.CallAsync("StopTransaction", $$"""{"transactionId":{{session}},"meterStop":{{meter + 10_000}},"timestamp":"{{begin.AddHours(1):O}}","idTag":"{{tag}}"}""");
            await BookedAsync(csms, session);
            await PostAsync(csms, $"transactions/{session}/price-entries", """{"kind":"Refund","gross":0.5,"reason":"sorry"}""");
            // Never answered: it times out.
            Assert.True((await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/RemoteStartTransaction", $$"""{"idTag":"{{tag}}","connectorId":2}""")).Code is 200 or 202);
            await station.CallAsync("DataTransfer", $$"""{"vendorId":"V","data":"card {{tag}} was shown"}""");
        }
        // Messages about transactions that are nobody's.
        await station.CallAsync("StopTransaction", $$"""{"transactionId":4711,"meterStop":1,"timestamp":"2026-03-01T12:00:00Z","idTag":"{{Tag}}"}""");
        await csms.RegisterAsync("AWAY");
        foreach (var tag in (string[])[Tag, "BOB-CARD-7"])
        {
            var reservation = await csms.SendAsync("POST", "/api/v1/stations/AWAY/reservations", $$"""{"connectorId":1,"idTag":"{{tag}}","expiresAt":"2026-03-01T13:00:00Z"}""");
            Assert.True(reservation.Code is >= 200 and < 300, reservation.Text);
        }
        time.Advance(TimeSpan.FromHours(26));
        await Eventually.HoldsAsync(async () => await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM reservations WHERE state IN ('Requested', 'Active')")) == 0, "no reservation is open");
        await Eventually.HoldsAsync(async () => await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM commands WHERE state IN ('Queued', 'Sent')")) == 0, "no command is open");
        // Frames are written a moment later: the stop that was nobody's came last.
        await Eventually.HoldsAsync(async () => await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>(
            "SELECT count(*) FROM messages WHERE action = 'StopTransaction' AND direction = 'ToStation'")) == 3, "the frames are written");
        return driver;
    }

    private static async Task<long> DriverAsync(ServedCsms csms, string name, string tag, long? group = null)
    {
        var driver = (await PostAsync(csms, "drivers", $$"""{"name":"{{name}}","contact":"{{name.Split(' ')[0].ToLowerInvariant()}}@example.org"{{(group is null ? "" : $",\"groups\":[{group}]")}}}""")).GetProperty("id").GetInt64();
        await PostAsync(csms, "id-tags", $$"""{"idTag":"{{tag}}","driver":{{driver}}}""");
        return driver;
    }

    private static async Task DoneAsync(ServedCsms csms, ManualTimeProvider time, string location)
    {
        for (var round = 0; (await csms.SendAsync("GET", location)).Json.GetProperty("state").GetString() != "Done"; round++)
        {
            Assert.True(round < 8, "It never ends.");
            await RoundsAsync(csms, time, 1);
        }
    }

    /// <summary>Rounds go by, one after the other, and what is due in each is done: the clock goes on until it is, for the runner may have begun to wait a little late.</summary>
    private static async Task RoundsAsync(ServedCsms csms, ManualTimeProvider time, int rounds)
    {
        for (; rounds > 0; rounds--)
        {
            time.Advance(ErasureRunner.Round);
            await Eventually.HoldsAsync(async () =>
            {
                if (await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>(
                    "SELECT count(*) FROM erasures WHERE done_at IS NULL AND next_look_at <= @now", new { now = time.GetUtcNow() })) == 0) return true;
                time.Advance(TimeSpan.FromMinutes(1));
                return false;
            }, "what is due is done");
        }
    }

    /// <summary>What was delivered and paid: sessions with their energy, receipts with their numbers and amounts, the sums of the month.</summary>
    private static async Task<string> BooksAsync(ServedCsms csms)
    {
        var books = await csms.Database.ReadAsync(connection => connection.Query<string>("""
            SELECT 'session ' || transaction_id || ' ' || started_at || ' ' || meter_start || ' ' || meter_stop FROM transactions
            UNION ALL SELECT 'entry ' || entry_id || ' ' || receipt_number || ' ' || kind || ' ' || energy_wh || ' ' || net || ' ' || tax || ' ' || gross || ' ' || group_id || ' ' || steps FROM price_entries
            """).Order(StringComparer.Ordinal).ToList());
        return string.Join('\n', [.. books, (await csms.SendAsync("GET", "/api/v1/reports/usage?from=2026-03&by=station,month")).Text]);
    }

    /// <summary>Every row of every table in which a text stands, in whatever case.</summary>
    private static async Task<List<string>> RowsWithAsync(ServedCsms csms, string text) => await csms.Database.ReadAsync(connection =>
    {
        var found = new List<string>();
        foreach (var table in TestDatabases.Tables(connection).Where(table => !table.StartsWith("sqlite", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = connection.ExecuteReader($"SELECT * FROM {table}");
            while (reader.Read())
            {
                var row = new StringBuilder(table);
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    var value = reader.IsDBNull(column) ? null : reader.GetValue(column);
                    row.Append(' ').Append(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture));
                }
                if (row.ToString().Contains(text, StringComparison.OrdinalIgnoreCase)) found.Add(row.ToString());
            }
        }
        return found;
    });
}
