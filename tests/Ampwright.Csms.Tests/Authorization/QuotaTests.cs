using System.Text.Json;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.LocalAuthList;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Authorization;

/// <summary>How much a rule allows in a day, a week or a month; the site's clock is Berlin's, an hour ahead of the test's.</summary>
public sealed class QuotaTests
{
    [Fact]
    public async Task Energy_that_is_used_up_refuses_the_driver_until_his_next_day_begins()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time, """{"per":"Day","energyKwh":10}""");
        await using var station = await csms.ConnectAsync();

        var before = await AuthorizeAsync(station, "ANN");
        Assert.Equal("Accepted", before.GetProperty("status").GetString());
        // What a station remembers without a connection ends with the day: 24:00 in Berlin.
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero), before.GetProperty("expiryDate").GetDateTimeOffset());
        await SessionAsync(station, "ANN", wh: 9_999);
        Assert.Equal("Accepted", await StatusAsync(station, "ANN"));
        await SessionAsync(station, "ANN", wh: 1, after: 2);
        Assert.Equal("Blocked", await StatusAsync(station, "ANN"));
        // Each driver has his own.
        Assert.Equal("Accepted", await StatusAsync(station, "BOB"));

        var why = (await csms.SendAsync("GET", "/api/v1/stations/CP1/authorization?idTag=ANN")).Json;
        Assert.Equal(("QuotaUsed", 1), (why.GetProperty("reason").GetString(), why.GetProperty("rule").GetInt32()));
        var looked = why.GetProperty("inputs").GetProperty("quotas")[0];
        Assert.Equal((10_000, 10_000, 2), (looked.GetProperty("wh").GetInt32(), looked.GetProperty("usedWh").GetInt32(), looked.GetProperty("usedSessions").GetInt32()));
        var used = (await csms.SendAsync("GET", "/api/v1/charging-rules/1/quota")).Json;
        Assert.Equal((10m, 2, 1, true), (used.GetProperty("energyKwh").GetDecimal(), used.GetProperty("sessions").GetInt32(), used.GetProperty("drivers")[0].GetProperty("driver").GetInt32(), used.GetProperty("drivers")[0].GetProperty("usedUp").GetBoolean()));
        await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return (await csms.SendAsync("GET", "/api/v1/events/log?kind=chargingQuotaUsed")).Json.GetProperty("items").GetArrayLength() == 1;
        });

        // The test's own midnight is an hour away still.
        time.Advance(Noon.AddHours(11.5) - time.GetUtcNow());
        await using var nextDay = await csms.ConnectAsync();
        Assert.Equal("Accepted", await StatusAsync(nextDay, "ANN"));
    }

    [Fact]
    public async Task A_group_may_have_a_number_of_sessions_together_and_a_refused_one_without_energy_is_none()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon), """{"per":"Month","of":"Group","sessions":2}""");
        await using var station = await csms.ConnectAsync();

        await SessionAsync(station, "ANN", wh: 0);
        await SessionAsync(station, "BOB", wh: 5, after: 2);
        var third = await BeginAsync(station, "ANN", after: 4);
        await StopSessionAsync(station, third.GetProperty("transactionId").GetInt32(), 0, Noon.AddMinutes(5));

        Assert.Equal("Blocked", third.GetProperty("idTagInfo").GetProperty("status").GetString());
        Assert.Equal(2, (await csms.SendAsync("GET", "/api/v1/charging-rules/1/quota")).Json.GetProperty("sessions").GetInt32());
        // What a station gave away without a connection was used all the same.
        await SessionAsync(station, "BOB", wh: 100, after: 6);
        Assert.Equal(3, (await csms.SendAsync("GET", "/api/v1/charging-rules/1/quota")).Json.GetProperty("sessions").GetInt32());
    }

    [Fact]
    public async Task What_another_rule_allows_without_a_quota_counts_against_none()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon), """{"per":"Day","sessions":1}""");
        // A Sunday, 13:00 in Berlin.
        await PostAsync(csms, "charging-rules", """{"group":1,"windows":[{"days":["sun"],"from":"12:00","to":"14:00"}]}""");
        await using var station = await csms.ConnectAsync();

        await SessionAsync(station, "ANN", wh: 5_000);
        await SessionAsync(station, "ANN", wh: 5_000, after: 2);

        var why = (await csms.SendAsync("GET", "/api/v1/stations/CP1/authorization?idTag=ANN")).Json;
        Assert.Equal(("Accepted", 2), (why.GetProperty("status").GetString(), why.GetProperty("rule").GetInt32()));
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/charging-rules/1/quota")).Json.GetProperty("sessions").GetInt32());
    }

    [Fact]
    public async Task A_session_that_becomes_known_late_counts_in_the_day_on_which_it_began()
    {
        await using var csms = await WorldAsync(new ManualTimeProvider(Noon), """{"per":"Day","sessions":1}""");
        await using var station = await csms.ConnectAsync();

        await SessionAsync(station, "ANN", wh: 5_000, after: -24 * 60);
        Assert.Equal("Accepted", await StatusAsync(station, "ANN"));
        Assert.Equal(1, (await csms.SendAsync("GET", "/api/v1/charging-rules/1/quota?at=2026-02-28T12:00:00Z")).Json.GetProperty("sessions").GetInt32());
        // A clock that was never set counts for today.
        await SessionAsync(station, "ANN", wh: 5_000, at: DateTimeOffset.UnixEpoch);
        Assert.Equal("Blocked", await StatusAsync(station, "ANN"));
    }

    [Fact]
    public async Task A_session_that_uses_up_the_energy_is_ended_where_the_rule_says_so()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time, """{"per":"Day","energyKwh":10,"endsSessions":true}""");
        await using var station = await csms.ConnectAsync();
        var id = (await BeginAsync(station, "ANN")).GetProperty("transactionId").GetInt32();
        await MeterAsync(station, id, 1, 9_000);
        for (var second = 0; second < 5; second++) time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await CommandsAsync()).GetArrayLength());

        await MeterAsync(station, id, 2, 10_000);
        await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return (await CommandsAsync()).GetArrayLength() == 1;
        });
        var stop = await station.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal(("RemoteStopTransaction", id), (stop[2].GetString(), stop[3].GetProperty("transactionId").GetInt32()));
        await MeterAsync(station, id, 3, 10_500);
        for (var second = 0; second < 5; second++) time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await CommandsAsync()).GetArrayLength());

        async Task<JsonElement> CommandsAsync() => (await csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Json.GetProperty("items");
    }

    [Fact]
    public async Task A_session_that_uses_up_its_days_energy_after_midnight_is_ended_too()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time, """{"per":"Day","energyKwh":10,"endsSessions":true}""");
        // Half a minute before midnight in Berlin.
        time.Advance(TimeSpan.FromHours(11) - TimeSpan.FromSeconds(30));
        await using var station = await csms.ConnectAsync();
        var id = (await BeginAsync(station, "ANN", after: 659)).GetProperty("transactionId").GetInt32();
        await MeterAsync(station, id, 659, 9_000);
        while (time.GetUtcNow() < Noon.AddHours(11).AddSeconds(5)) time.Advance(TimeSpan.FromSeconds(1));
        await MeterAsync(station, id, 661, 10_000);
        await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return (await csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Json.GetProperty("items").GetArrayLength() == 1;
        });
        Assert.Equal(("RemoteStopTransaction", id), (await station.AnswerAsync("""{"status":"Accepted"}""")) is var stop ? (stop[2].GetString(), stop[3].GetProperty("transactionId").GetInt32()) : default);
        Assert.Equal("Accepted", await StatusAsync(station, "ANN"));
    }

    [Fact]
    public async Task The_entry_on_the_stations_list_is_blocked_when_the_quota_is_used_up_and_good_again_when_it_is_there_anew()
    {
        var time = new ManualTimeProvider(Noon);
        await using var csms = await WorldAsync(time, """{"per":"Day","energyKwh":10}""");
        await PostAsync(csms, "sites/1", """{"localLists":"Automatic"}""", "PATCH");
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await UntilAsync(() => station.List.Count == 2, "both are on the list");
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero), station.List["ANN"].Ends);

        var id = (await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"ANN","meterStart":0,"timestamp":"{{Noon:O}}"}"""))[2].GetProperty("transactionId").GetInt32();
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":10000,"timestamp":"{{Noon.AddMinutes(30):O}}"}""");
        await UntilAsync(() => station.List["ANN"].Status == "Blocked", "the entry is blocked");
        Assert.False(station.AcceptsOffline("ANN", time.GetUtcNow()));
        Assert.True(station.AcceptsOffline("BOB", time.GetUtcNow()));
        // Over night without a connection: it forgets nobody, and lets in nobody whose day is over.
        Assert.False(station.AcceptsOffline("BOB", Noon.AddHours(11)));

        time.Advance(Noon.AddHours(11) - time.GetUtcNow());
        await UntilAsync(() => station.AcceptsOffline("ANN", time.GetUtcNow()) && station.AcceptsOffline("BOB", time.GetUtcNow()), "both are let in again");

        // The clock stands while the station has an answer to give: it takes real time.
        Task UntilAsync(Func<bool> condition, string what) => Eventually.HoldsAsync(async () =>
        {
            if (condition()) return true;
            var commands = (await csms.SendAsync("GET", "/api/v1/commands?station=CP1&limit=5")).Json.GetProperty("items").EnumerateArray();
            if (!commands.Any(command => command.GetProperty("state").GetString() is "Queued" or "Sent")) time.Advance(TimeSpan.FromSeconds(1));
            return false;
        }, what);
    }

    [Theory]
    [InlineData("""{"energyKwh":5}""", "quota.per")]
    [InlineData("""{"per":"Year","energyKwh":5}""", "quota.per")]
    [InlineData("""{"per":"Day"}""", "quota.energyKwh")]
    [InlineData("""{"per":"Day","energyKwh":0}""", "quota.energyKwh")]
    [InlineData("""{"per":"Day","energyKwh":0.0001}""", "quota.energyKwh")]
    [InlineData("""{"per":"Day","sessions":0}""", "quota.sessions")]
    [InlineData("""{"per":"Day","sessions":1,"of":"All"}""", "quota.of")]
    [InlineData("""{"per":"Day","sessions":1,"endsSessions":true}""", "quota.endsSessions")]
    public async Task A_quota_that_makes_no_sense_is_refused_by_its_field(string quota, string field)
    {
        await using var csms = await ServedCsms.StartAsync();
        await PostAsync(csms, "groups", """{"name":"fleet"}""");

        var refusal = (await csms.SendAsync("POST", "/api/v1/charging-rules", $$"""{"group":1,"quota":{{quota}}}""")).Problem(422);

        Assert.Equal([field], refusal.GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
    }

    [Theory]
    [InlineData("Day", "Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Day", "Europe/Berlin", "2026-10-25T22:30:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("Week", "Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Week", "UTC", "2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z")]
    [InlineData("Month", "America/New_York", "2026-12-31T23:00:00Z", "2026-12-01T05:00:00Z", "2027-01-01T05:00:00Z")]
    // In Berlin it is the next day already, in New York still the one before, and the month before.
    [InlineData("Day", "Europe/Berlin", "2026-03-01T23:00:00Z", "2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z")]
    [InlineData("Day", "America/New_York", "2026-03-02T04:59:59Z", "2026-03-01T05:00:00Z", "2026-03-02T05:00:00Z")]
    [InlineData("Month", "America/New_York", "2026-03-01T04:00:00Z", "2026-02-01T05:00:00Z", "2026-03-01T05:00:00Z")]
    // The clock skips this midnight.
    [InlineData("Day", "America/Havana", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")]
    public void A_period_begins_at_midnight_on_the_sites_wall(string per, string zone, string instant, string from, string until)
    {
        var period = QuotaSpent.Nothing(Enum.Parse<QuotaPer>(per), TimeZoneInfo.FindSystemTimeZoneById(zone), DateTimeOffset.Parse(instant, null));

        Assert.Equal((DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(until, null)), (period.From, period.Until));
    }

    /// <summary>Two drivers in one group with one rule that has a quota.</summary>
    private static async Task<ServedCsms> WorldAsync(ManualTimeProvider time, string quota)
    {
        var csms = await StartAsync(time);
        await PostAsync(csms, "sites/1", """{"defaultPolicy":"GroupsWithRule","timeZone":"Europe/Berlin"}""", "PATCH");
        await PostAsync(csms, "groups", """{"name":"fleet"}""");
        await PostAsync(csms, "charging-rules", $$"""{"group":1,"station":"CP1","quota":{{quota}}}""");
        foreach (var driver in (string[])["ANN", "BOB"])
        {
            var id = (await PostAsync(csms, "drivers", $$"""{"name":"{{driver}}","groups":[1]}""")).GetProperty("id").GetInt64();
            Assert.Equal(200, (await csms.SendAsync("PUT", $"/api/v1/id-tags/{driver}", $$"""{"driver":{{id}}}""")).Code);
        }
        return csms;
    }

    private static async Task<JsonElement> BeginAsync(RawStation station, string idTag, int after = 0, DateTimeOffset? at = null) =>
        (await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"{{idTag}}","meterStart":0,"timestamp":"{{at ?? Noon.AddMinutes(after):O}}"}"""))[2];

    private static async Task SessionAsync(RawStation station, string idTag, int wh, int after = 0, DateTimeOffset? at = null) =>
        await StopSessionAsync(station, (await BeginAsync(station, idTag, after, at)).GetProperty("transactionId").GetInt32(), wh, (at ?? Noon.AddMinutes(after)).AddMinutes(1));

    private static async Task<JsonElement> AuthorizeAsync(RawStation station, string idTag) =>
        (await station.CallAsync("Authorize", $$"""{"idTag":"{{idTag}}"}"""))[2].GetProperty("idTagInfo");

    private static async Task<string?> StatusAsync(RawStation station, string idTag) => (await AuthorizeAsync(station, idTag)).GetProperty("status").GetString();
}
