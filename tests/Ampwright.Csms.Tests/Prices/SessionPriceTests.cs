using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Dapper;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>What sessions of a real station cost, through the API.</summary>
public sealed class SessionPriceTests
{
    [Fact]
    public async Task A_session_has_a_price_while_it_runs_and_is_charged_once_when_it_has_ended()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await TariffAsync(csms, terms: """{"currency":"EUR","taxPercent":19,"startFee":0.5,"perKwh":0.4,"perMinute":0.01,"idlePerMinute":0.1,"idleGraceMinutes":10}""");
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        await MeterAsync(station, id, minute: 30, meter: 5000);
        time.Advance(TimeSpan.FromMinutes(30));

        var running = await PriceAsync(csms, id);
        Assert.Equal(("Running", 2.8m * 1.19m), (running.GetProperty("billing").GetString(), Exact(running)));
        Assert.Equal(JsonValueKind.Null, running.GetProperty("balance").ValueKind);

        await MeterAsync(station, id, minute: 60, meter: 10_000);
        await MeterAsync(station, id, minute: 90, meter: 10_000);
        await StopSessionAsync(station, id, meter: 10_000, Noon.AddHours(2));
        var final = await BookedAsync(csms, id);
        Assert.Equal("StartFee 1 x 0.5, Energy 10 x 0.4, ChargingTime 60 x 0.01, IdleTime 50 x 0.1, Tax 19 x 10.1, Rounding 1 x 0.001", Steps(final.GetProperty("price")));
        Assert.Equal((12.02m, 12.02m), (final.GetProperty("price").GetProperty("gross").GetDecimal(), final.GetProperty("balance").GetDecimal()));
        var entry = final.GetProperty("entries")[0];
        Assert.Equal(("Charge", 1, "rule", 10_000), (entry.GetProperty("kind").GetString(), entry.GetProperty("receiptNumber").GetInt32(), entry.GetProperty("madeBy").GetString(), entry.GetProperty("energyWh").GetInt32()));
        Assert.Equal(10.1m, entry.GetProperty("net").GetDecimal());

        // The round goes on, and the stop is sent once more: nothing is booked twice.
        await StopSessionAsync(station, id, meter: 10_000, Noon.AddHours(2));
        var other = await StartSessionAsync(station, at: Noon.AddHours(3));
        await StopSessionAsync(station, other, meter: 1000, Noon.AddHours(4));
        await BookedAsync(csms, other);
        await BookedAsync(csms, id);
    }

    [Fact]
    public async Task A_running_session_idles_only_once_a_reading_says_so()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await TariffAsync(csms, terms: """{"currency":"EUR","idlePerMinute":1}""");
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        time.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal(0, (await PriceAsync(csms, id)).GetProperty("price").GetProperty("gross").GetDecimal());
        await MeterAsync(station, id, minute: 40, meter: 5000);
        time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(0, (await PriceAsync(csms, id)).GetProperty("price").GetProperty("gross").GetDecimal());
        await MeterAsync(station, id, minute: 60, meter: 5000);
        Assert.Equal(20, (await PriceAsync(csms, id)).GetProperty("price").GetProperty("gross").GetDecimal());
    }

    [Theory]
    [InlineData("SuspendedEV", 60)]
    [InlineData("Finishing", 60)]
    [InlineData("SuspendedEVSE", 0)]
    [InlineData("SuspendedEVSE SuspendedEV", 40)]
    [InlineData("SuspendedEVSE SuspendedEVSE Charging", 40)]
    public async Task A_car_that_the_station_holds_back_does_not_idle(string statuses, int idleMinutes)
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await TariffAsync(csms, terms: """{"currency":"EUR","idlePerMinute":1}""");
        await using var station = await csms.ConnectAsync();
        var start = Noon.AddHours(-3);
        var id = await StartSessionAsync(station, at: start);
        await MeterAsync(station, id, minute: -120, meter: 9000);
        await MeterAsync(station, id, minute: -100, meter: 9000);
        foreach (var (status, number) in statuses.Split(' ').Select((status, number) => (status, number)))
        {
            // 60 min after the start, and 20 min later what comes last.
            var at = start.AddMinutes(number == 0 ? 60 : number == 1 && statuses.Count(letter => letter == ' ') == 2 ? 70 : 80);
            await station.CallAsync("StatusNotification", $$"""{"connectorId":1,"status":"{{status}}","errorCode":"NoError","timestamp":"{{at:O}}"}""");
        }
        await StopSessionAsync(station, id, meter: 9000, start.AddHours(2));
        Assert.Equal(idleMinutes, (await BookedAsync(csms, id)).GetProperty("balance").GetDecimal());
    }

    [Fact]
    public async Task A_suspect_session_is_charged_only_when_a_person_says_so_and_taken_back_when_he_says_otherwise()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await TariffAsync(csms);
        await csms.SendAsync("PUT", "/api/v1/stations/CP1/rated-power", """{"watts":11000}""");
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        await StopSessionAsync(station, id, meter: 90_000);
        // Its neighbour comes later and is charged: the suspect one has been passed over by then.
        var sound = await StartSessionAsync(station, at: Noon.AddHours(2), meter: 90_000);
        await StopSessionAsync(station, sound, meter: 91_000, Noon.AddHours(3));
        await BookedAsync(csms, sound);
        Assert.Equal("Suspect", (await PriceAsync(csms, id)).GetProperty("billing").GetString());
        Assert.Equal(0, (await PriceAsync(csms, id)).GetProperty("entries").GetArrayLength());

        var found = (await csms.SendAsync("GET", $"/api/v1/cases?transactionId={id}")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        await PostAsync(csms, $"cases/{found}/close", """{"reason":"BillAsRecorded"}""");
        Assert.Equal(36.5m, (await BookedAsync(csms, id)).GetProperty("balance").GetDecimal());
        await csms.SendAsync("POST", $"/api/v1/cases/{found}/reopen");
        await PostAsync(csms, $"cases/{found}/close", """{"reason":"DoNotBill"}""");
        var back = await BookedAsync(csms, id, entries: 2);
        Assert.Equal((0m, "Recalculation", -36.5m, -90_000), (back.GetProperty("balance").GetDecimal(), back.GetProperty("entries")[1].GetProperty("kind").GetString(),
            back.GetProperty("entries")[1].GetProperty("gross").GetDecimal(), back.GetProperty("entries")[1].GetProperty("energyWh").GetInt32()));
        Assert.Equal(JsonValueKind.Null, back.GetProperty("price").ValueKind);
        await csms.SendAsync("POST", $"/api/v1/cases/{found}/reopen");
        await PostAsync(csms, $"cases/{found}/close", """{"reason":"BillAsRecorded"}""");
        Assert.Equal(36.5m, (await BookedAsync(csms, id, entries: 3)).GetProperty("balance").GetDecimal());

        // What a person gave back by then is not given back again.
        await PostAsync(csms, $"transactions/{id}/price-entries", """{"kind":"Refund","gross":30,"reason":"the car was ours"}""");
        await csms.SendAsync("POST", $"/api/v1/cases/{found}/reopen");
        await PostAsync(csms, $"cases/{found}/close", """{"reason":"DoNotBill"}""");
        var nothing = await BookedAsync(csms, id, entries: 5);
        Assert.Equal((0m, -6.5m), (nothing.GetProperty("balance").GetDecimal(), nothing.GetProperty("entries")[4].GetProperty("gross").GetDecimal()));
        foreach (var part in (string[])["net", "tax", "gross"]) Assert.Equal(0, nothing.GetProperty("entries").EnumerateArray().Sum(entry => entry.GetProperty(part).GetDecimal()));
        Assert.All(nothing.GetProperty("entries").EnumerateArray(), entry => Assert.Equal(
            entry.GetProperty("gross").GetDecimal(), entry.GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty("amount").GetDecimal())));
    }

    [Fact]
    public async Task What_a_rule_thinks_most_likely_is_charged_only_when_a_person_confirms_it()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await TariffAsync(csms);
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        await StopSessionAsync(station, -1, meter: 2000);
        await Eventually.HoldsAsync(async () => (await PriceAsync(csms, id)).GetProperty("billing").GetString() == "Billable");
        var sound = await StartSessionAsync(station, at: Noon.AddHours(2), meter: 2000);
        await StopSessionAsync(station, sound, meter: 3000, Noon.AddHours(3));
        await BookedAsync(csms, sound);

        var waiting = await PriceAsync(csms, id);
        Assert.Equal((0, 1.3m), (waiting.GetProperty("entries").GetArrayLength(), waiting.GetProperty("price").GetProperty("gross").GetDecimal()));
        var guess = Assert.Single(waiting.GetProperty("unconfirmed").EnumerateArray()).GetInt64();
        await csms.SendAsync("POST", $"/api/v1/cases/{guess}/reopen");
        await PostAsync(csms, $"cases/{guess}/close", """{"reason":"BillAsRecorded"}""");
        var charged = await BookedAsync(csms, id);
        Assert.Equal((1.3m, 0), (charged.GetProperty("balance").GetDecimal(), charged.GetProperty("unconfirmed").GetArrayLength()));
    }

    [Fact]
    public async Task What_a_session_is_priced_by_is_settled_as_it_starts()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var tariff = await TariffAsync(csms, place: ""","station":"CP1" """);
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        time.Advance(TimeSpan.FromMinutes(1));
        await PostAsync(csms, $"tariffs/{tariff}/versions", """{"terms":{"currency":"EUR","perKwh":0.7}}""");
        await csms.SendAsync("DELETE", "/api/v1/tariff-assignments/1");
        await StopSessionAsync(station, id, meter: 1000);

        var price = await BookedAsync(csms, id);
        Assert.Equal((0.9m, 1), (price.GetProperty("balance").GetDecimal(), price.GetProperty("version").GetInt32()));
        // And one that started without any has none.
        var other = await StartSessionAsync(station, at: Noon.AddHours(2), meter: 1000);
        await StopSessionAsync(station, other, meter: 9000, Noon.AddHours(3));
        await Eventually.HoldsAsync(async () => (await PriceAsync(csms, other)).GetProperty("billing").GetString() == "Billable");
        Assert.Equal(JsonValueKind.Null, (await PriceAsync(csms, other)).GetProperty("price").ValueKind);
    }

    [Fact]
    public async Task A_group_pays_its_own_price_and_the_nearer_place_goes_before_the_wider()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        var staff = (await PostAsync(csms, "groups", """{"name":"Staff"}""")).GetProperty("id").GetInt64();
        var guests = (await PostAsync(csms, "groups", """{"name":"Guests"}""")).GetProperty("id").GetInt64();
        var driver = (await PostAsync(csms, "drivers", $$"""{"name":"Ann","groups":[{{staff}}]}""")).GetProperty("id").GetInt64();
        await csms.SendAsync("PUT", "/api/v1/id-tags/ANN", $$"""{"driver":{{driver}}}""");
        await TariffAsync(csms, "Everywhere", """{"currency":"EUR","perKwh":0.1}""");
        Assert.Equal(1m, await EstimateAsync(csms, "ANN"));
        await TariffAsync(csms, "Site", """{"currency":"EUR","perKwh":0.2}""", ""","site":1""");
        Assert.Equal(2m, await EstimateAsync(csms, "ANN"));
        await TariffAsync(csms, "Station", """{"currency":"EUR","perKwh":0.3}""", ""","station":"CP1" """);
        Assert.Equal(3m, await EstimateAsync(csms, "ANN"));
        await TariffAsync(csms, "Staff everywhere", """{"currency":"EUR","perKwh":0.4}""", $$""","group":{{staff}}""");
        await TariffAsync(csms, "Guests here", """{"currency":"EUR","perKwh":0.5}""", $$""","station":"CP1","group":{{guests}}""");
        Assert.Equal(4m, await EstimateAsync(csms, "ann"));
        Assert.Equal(3m, await EstimateAsync(csms, "SOMEBODY"));
        Assert.Equal("tariff-assigned", (await csms.SendAsync("POST", "/api/v1/tariff-assignments", """{"tariff":1,"site":1}""")).Problem(409).GetProperty("code").GetString());
        (await csms.SendAsync("DELETE", $"/api/v1/groups/{guests}")).Problem(409);

        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station, "ANN");
        await StopSessionAsync(station, id, meter: 1000);
        var entry = (await BookedAsync(csms, id)).GetProperty("entries")[0];
        Assert.Equal((0.4m, driver, staff), (entry.GetProperty("gross").GetDecimal(), entry.GetProperty("driver").GetInt64(), entry.GetProperty("group").GetInt64()));
    }

    [Fact]
    public async Task An_estimate_tells_the_terms_and_goes_by_the_sites_own_time()
    {
        await using var csms = await ServedCsms.StartAsync(new ManualTimeProvider());
        var site = (await PostAsync(csms, "sites", """{"name":"Yard","timeZone":"Europe/Berlin"}""")).GetProperty("id").GetInt64();
        await csms.RegisterAsync("CP1", $$""","site":{{site}}""");
        Assert.Equal("no-tariff", (await csms.SendAsync("GET", "/api/v1/stations/CP1/price-estimate")).Problem(404).GetProperty("code").GetString());
        await TariffAsync(csms, terms: """{"currency":"EUR","perKwh":0.5,"idlePerMinute":0.1,"idleGraceMinutes":5,"bands":[{"name":"night","from":"22:00","to":"06:00","perKwh":0.3}]}""", place: $$""","site":{{site}}""");

        var told = (await csms.SendAsync("GET", "/api/v1/stations/CP1/price-estimate?energyWh=20000&minutes=120&idleMinutes=15&at=2026-03-02T20:00:00Z")).Json;
        // From 21:00 to 23:00 by the clock there.
        Assert.Equal("Energy 10 x 0.5, Energy 10 x 0.3, IdleTime 10 x 0.1", Steps(told.GetProperty("price")));
        Assert.Equal(9m, told.GetProperty("price").GetProperty("gross").GetDecimal());
        Assert.Equal("night", told.GetProperty("terms").GetProperty("bands")[0].GetProperty("name").GetString());
        (await csms.SendAsync("GET", "/api/v1/stations/CP1/price-estimate?minutes=0")).Problem(422);
    }

    [Fact]
    public async Task A_price_that_became_another_is_booked_by_the_difference()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await TariffAsync(csms);
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        await StopSessionAsync(station, id, meter: 2000);
        await BookedAsync(csms, id);
        // As when a rule had ended it in the station's stead and the station's own stop comes after all.
        await csms.Database.WriteAsync(unit =>
        {
            unit.Connection.Execute("UPDATE transactions SET meter_stop = 5000, examine_due = @Now WHERE transaction_id = @id", new { unit.Now, id });
            unit.Raise(new Ampwright.Csms.Events.TransactionFlagged(id, "Overlap", "") { Station = "CP1" });
        });

        var price = await BookedAsync(csms, id, entries: 2);
        Assert.Equal((2.5m, 2.5m), (price.GetProperty("balance").GetDecimal(), price.GetProperty("price").GetProperty("gross").GetDecimal()));
        var second = price.GetProperty("entries")[1];
        Assert.Equal(("Recalculation", 1.2m, 3000, 2), (second.GetProperty("kind").GetString(), second.GetProperty("gross").GetDecimal(), second.GetProperty("energyWh").GetInt32(), second.GetProperty("receiptNumber").GetInt32()));
        Assert.Equal(1.2m, second.GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty("amount").GetDecimal()));
    }

    [Fact]
    public async Task Whoever_books_what_is_in_the_book_is_refused_by_the_database()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        await TariffAsync(csms);
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        await StopSessionAsync(station, id, meter: 2000);
        await BookedAsync(csms, id);
        foreach (var statement in (string[])["UPDATE price_entries SET gross = 0", "DELETE FROM price_entries", "UPDATE tariff_versions SET terms = '{}'"])
            await Assert.ThrowsAnyAsync<Exception>(() => csms.Database.WriteAsync(unit => unit.Connection.Execute(statement)));
        Assert.Equal(1.3m, (await PriceAsync(csms, id)).GetProperty("balance").GetDecimal());
    }

    [Fact]
    public async Task Whoever_has_one_site_reads_the_prices_there_and_no_tariffs()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        var elsewhere = (await PostAsync(csms, "sites", """{"name":"Elsewhere"}""")).GetProperty("id").GetInt64();
        await TariffAsync(csms);
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        Assert.Equal(200, (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/price", token: await csms.TokenAsync(Role.Viewer, 1))).Code);
        Assert.Equal(404, (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/price", token: await csms.TokenAsync(Role.Viewer, elsewhere))).Code);
        Assert.Equal(403, (await csms.SendAsync("GET", "/api/v1/tariffs", token: await csms.TokenAsync(Role.Viewer, 1))).Code);
    }

    private static async Task<decimal> EstimateAsync(ServedCsms csms, string idTag) =>
        (await csms.SendAsync("GET", $"/api/v1/stations/CP1/price-estimate?idTag={idTag}")).Json.GetProperty("price").GetProperty("gross").GetDecimal();

    private static decimal Exact(JsonElement told) => told.GetProperty("price").GetProperty("steps").EnumerateArray()
        .Where(step => step.GetProperty("kind").GetString() != "Rounding").Sum(step => step.GetProperty("amount").GetDecimal());
}
