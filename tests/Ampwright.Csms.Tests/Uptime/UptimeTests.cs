using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Prices;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Uptime;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.Uptime;

/// <summary>What a real station showed, as both rules count it.</summary>
public sealed class UptimeTests
{
    [Fact]
    public async Task Outages_of_a_station_are_counted_to_the_minute_and_a_named_cause_excludes_its_part_of_them()
    {
        var time = new ManualTimeProvider();
        await using var csms = await PriceWorld.StartAsync(time);
        await using (var station = await csms.ConnectAsync())
        {
            await ShowAsync(station, "Available");
            time.Advance(TimeSpan.FromMinutes(10));
            await ShowAsync(station, "Faulted");
            time.Advance(TimeSpan.FromMinutes(30));
            await ShowAsync(station, "Available");
            time.Advance(TimeSpan.FromMinutes(20));
        }
        await Eventually.HoldsAsync(async () => !(await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json.GetProperty("connected").GetBoolean());
        time.Advance(TimeSpan.FromMinutes(21));
        await using var back = await csms.ConnectAsync();
        await ShowAsync(back, "Charging");
        time.Advance(TimeSpan.FromMinutes(19));
        var note = await PriceWorld.PostAsync(csms, "outage-notes", """{"station":"CP1","from":"2026-03-01T11:00:00Z","until":"2026-03-01T12:25:30Z","reason":"Vandalism","note":"the cable was cut, report 17 of the police"}""");

        var nevi = (await csms.SendAsync("GET", "/api/v1/reports/uptime/nevi?month=2026-03")).Json.GetProperty("ports")[0];
        Assert.Equal((100m, 51m, 15.5m), (Number(nevi, "knownMinutes"), Number(nevi, "outageMinutes"), Number(nevi, "excludedMinutes")));
        Assert.Equal(Math.Round((525600m - 35.5m) / 5256m, 4), Number(nevi, "uptimePercent"));
        Assert.True(nevi.GetProperty("met").GetBoolean());
        Assert.Equal("2025-04-01T00:00:00+00:00", nevi.GetProperty("from").GetString());
        Assert.Contains("Default,CP1,1,2025-04-01T00:00:00Z,2026-04-01T00:00:00Z,100,51,15.5,99.9932,yes\r\n", (await csms.SendAsync("GET", "/api/v1/reports/uptime/nevi.csv?month=2026-03")).Text, StringComparison.Ordinal);

        await csms.SendAsync("PUT", "/api/v1/stations/CP1/rated-power", """{"watts":50000}""");
        var uk = (await csms.SendAsync("GET", "/api/v1/reports/uptime/uk?year=2026")).Json;
        Assert.Equal((49m, 21m, 30m), (Number(uk.GetProperty("ports")[0], "workingMinutes"), Number(uk.GetProperty("ports")[0], "ineligibleMinutes"), Number(uk.GetProperty("ports")[0], "notWorkingMinutes")));
        Assert.Equal((70m, 1), (Number(uk, "networkPercent"), uk.GetProperty("rapidPorts").GetInt32()));
        Assert.False(uk.GetProperty("met").GetBoolean());
        Assert.Contains("2026,Default,CP1,1,yes,49,21,30,70\r\n", (await csms.SendAsync("GET", "/api/v1/reports/uptime/uk.csv?year=2026")).Text, StringComparison.Ordinal);

        // The window of the month before ends before anything was known, and the note can be taken back.
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/reports/uptime/nevi")).Json.GetProperty("ports").GetArrayLength());
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/outage-notes/{note.GetProperty("id").GetInt64()}")).Code);
        Assert.Equal(0m, Number((await csms.SendAsync("GET", "/api/v1/reports/uptime/nevi?month=2026-03")).Json.GetProperty("ports")[0], "excludedMinutes"));
    }

    [Fact]
    public async Task What_a_connector_showed_is_kept_with_its_times_and_repeating_it_begins_nothing()
    {
        var time = new ManualTimeProvider();
        await using var csms = await PriceWorld.StartAsync(time);
        await using var station = await csms.ConnectAsync();
        foreach (var status in (string[])["Available", "Available", "Charging", "Charging", "Faulted"])
        {
            await ShowAsync(station, status);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var first = (await csms.SendAsync("GET", "/api/v1/stations/CP1/connectors/1/status-history?limit=2")).Json;
        var rest = (await csms.SendAsync("GET", $"/api/v1/stations/CP1/connectors/1/status-history?limit=2&after={first.GetProperty("next").GetString()}")).Json;

        Assert.Equal(["Faulted 12:04 -", "Charging 12:02 12:04", "Available 12:00 12:02"], first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray())
            .Select(span => $"{span.GetProperty("status").GetString()} {span.GetProperty("from").GetDateTimeOffset():HH:mm} {(span.GetProperty("until").ValueKind == JsonValueKind.Null ? "-" : $"{span.GetProperty("until").GetDateTimeOffset():HH:mm}")}"));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Hours_in_which_a_site_is_closed_are_excluded_by_one_rule_and_not_measured_by_the_other()
    {
        var time = new ManualTimeProvider();
        await using var csms = await PriceWorld.StartAsync(time);
        await using var station = await csms.ConnectAsync();
        await ShowAsync(station, "Unavailable");
        // A Sunday; at the Default site it is UTC.
        var put = await csms.SendAsync("PUT", "/api/v1/sites/1/publication", """{"openData":false,"openingHours":[{"days":["sun"],"from":"12:30","to":"24:00"}]}""");
        Assert.Equal(200, put.Code);
        time.Advance(TimeSpan.FromMinutes(40));

        var nevi = (await csms.SendAsync("GET", "/api/v1/reports/uptime/nevi?month=2026-03")).Json.GetProperty("ports")[0];
        var uk = (await csms.SendAsync("GET", "/api/v1/reports/uptime/uk")).Json;

        Assert.Equal((40m, 30m), (Number(nevi, "outageMinutes"), Number(nevi, "excludedMinutes")));
        Assert.Equal((10m, 0m, 1), (Number(uk.GetProperty("ports")[0], "notWorkingMinutes"), Number(uk, "allPortsPercent"), uk.GetProperty("portsOfUnknownPower").GetInt32()));
        Assert.Equal(JsonValueKind.Null, uk.GetProperty("networkPercent").ValueKind);
    }

    [Fact]
    public async Task A_note_that_says_too_little_is_refused_and_one_that_was_changed_meanwhile_is_not_overwritten()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        foreach (var (wrong, field) in ((string, string)[])
        [
            ("""{"from":"2026-03-01T00:00:00Z","reason":"Vandalism","note":"x"}""", "station"),
            ("""{"station":"CP1","site":1,"from":"2026-03-01T00:00:00Z","reason":"Vandalism","note":"x"}""", "station"),
            ("""{"station":"CP9","from":"2026-03-01T00:00:00Z","reason":"Vandalism","note":"x"}""", "station"),
            ("""{"site":9,"from":"2026-03-01T00:00:00Z","reason":"Vandalism","note":"x"}""", "site"),
            ("""{"site":1,"connectorId":1,"from":"2026-03-01T00:00:00Z","reason":"Vandalism","note":"x"}""", "connectorId"),
            ("""{"site":1,"reason":"Vandalism","note":"x"}""", "from"),
            ("""{"site":1,"from":"2026-03-01T00:00:00Z","until":"2026-03-01T00:00:00Z","reason":"Vandalism","note":"x"}""", "until"),
            ("""{"site":1,"from":"2026-03-01T00:00:00Z","reason":"Bad luck","note":"x"}""", "reason"),
            ("""{"site":1,"from":"2026-03-01T00:00:00Z","reason":"Vandalism"}""", "note"),
        ])
            Assert.True((await csms.SendAsync("POST", "/api/v1/outage-notes", wrong)).Problem(422).GetProperty("errors").TryGetProperty(field, out _), wrong);
        foreach (var asked in (string[])["nevi?month=2026-13", "uk?year=3", "nevi.csv?month=March", "uk.csv?year=1"]) (await csms.SendAsync("GET", $"/api/v1/reports/uptime/{asked}")).Problem(422);

        const string body = """{"site":1,"from":"2026-03-01T00:00:00Z","reason":"NaturalDisaster","note":"flood"}""";
        var at = (await csms.SendAsync("POST", "/api/v1/outage-notes", body)).Headers["Location"];
        var tag = (await csms.SendAsync("GET", at)).Headers["ETag"];
        Assert.Equal(200, (await csms.SendAsync("PUT", at, body)).Code);
        (await csms.SendAsync("PUT", at, body, with: request => request.Headers.TryAddWithoutValidation("If-Match", tag))).Problem(412);
        Assert.Contains("outage-note.change", (await csms.SendAsync("GET", "/api/v1/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_tells_both_rules_what_happened()
    {
        await using var store = new TestStore();
        var (begin, random) = (store.Time.GetUtcNow(), new Random(5));
        var stories = Enumerable.Range(0, 12).Select(_ => PortStory.Random(random, begin, 120)).ToList();
        var (registry, leases, held) = (new StationRegistry(store.Database), new Leases(store.Database), new Dictionary<int, Lease>());
        for (var number = 0; number < stories.Count; number++) held[number] = await ConnectAsync(number);
        foreach (var (at, number, connector, what) in stories.SelectMany((story, number) => story.Events.Select(happened => (happened.At, Number: number, happened.Connector, happened.What))).OrderBy(happened => happened.At))
        {
            store.Time.Advance(at - store.Time.GetUtcNow());
            if (what == ".") await leases.ReleaseAsync(held[number], "lost");
            else if (what == "!") held[number] = (await leases.TakeAsync(held[number].StationId, "test"))!;
            else if (what == "-")
            {
                await registry.RemoveAsync($"CP{number}");
                held[number] = await ConnectAsync(number);
            }
            else await store.Database.WriteAsync(unit => StatusHistory.Note(unit, held[number].StationId, connector, what, "NoError"));
        }
        store.Time.Advance(begin.AddDays(121) - store.Time.GetUtcNow());
        var window = new Stretch(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var clerk = new MinuteClerk(TimeZoneInfo.Utc, window);

        var found = new Dictionary<string, Port>();
        await foreach (var port in new PortHistory(store.Database, store.Time).AllAsync(SiteScope.Everywhere, null, zone => SiteCalendar.Months(new DateOnly(2026, 1, 1), 12, zone))) found[port.Station] = port;

        for (var number = 0; number < stories.Count; number++)
        {
            stories[number].Notes.Clear();
            clerk.Watch(stories[number].AlwaysOpen(), store.Time.GetUtcNow());
            if (!found.TryGetValue($"CP{number}", out var port))
            {
                Assert.Equal(0, clerk.Known);
                continue;
            }
            var (nevi, uk) = (NeviUptime.Of(port.Timeline, TimeSet.Of([port.Window])), UkReliability.Of(port.Timeline, TimeSet.Of([port.Window])));
            Assert.Equal((clerk.Known, clerk.Outage, clerk.Working, clerk.Ineligible, clerk.NotWorking), (nevi.KnownMinutes, nevi.OutageMinutes, uk.WorkingMinutes, uk.IneligibleMinutes, uk.NotWorkingMinutes));
        }
        Assert.True(found.Count > 8, $"Only {found.Count} ports had a history.");

        async Task<Lease> ConnectAsync(int number) =>
            (await leases.TakeAsync((await registry.RegisterAsync(new StationRegistration { Identity = $"CP{number}", WithoutPassword = true })).StationId, "test"))!;
    }

    [Fact]
    public async Task A_start_of_the_program_ends_what_was_connected_and_forgetting_leaves_what_still_holds()
    {
        await using var store = new TestStore();
        var station = await new StationRegistry(store.Database).RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var leases = new Leases(store.Database);
        await leases.TakeAsync(station.StationId, "test");
        await store.Database.WriteAsync(unit => StatusHistory.Note(unit, station.StationId, 1, "Available", "NoError"));
        store.Time.Advance(TimeSpan.FromDays(1));
        await store.Database.WriteAsync(unit => StatusHistory.Note(unit, station.StationId, 1, "Faulted", "NoError"));
        await leases.ReleaseAllAsync();
        store.Time.Advance(TimeSpan.FromDays(2));

        Assert.False(await store.Database.WriteAsync(unit => StatusHistory.Forget(unit, unit.Now, 1000)));

        Assert.Equal(["Faulted"], await store.Database.ReadAsync(connection => connection.Query<string>("SELECT status FROM status_spans").AsList()));
        Assert.Equal(1, await store.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM offline_spans WHERE until_at IS NULL")));
        await leases.TakeAsync(station.StationId, "test");
        Assert.Equal(0, await store.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM offline_spans WHERE until_at IS NULL")));
    }

    private static Task<JsonElement> ShowAsync(RawStation station, string status, int connector = 1) =>
        station.CallAsync("StatusNotification", $$"""{"connectorId":{{connector}},"status":"{{status}}","errorCode":"NoError"}""");

    private static decimal Number(JsonElement element, string field) => element.GetProperty(field).GetDecimal();
}
