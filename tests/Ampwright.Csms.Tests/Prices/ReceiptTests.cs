using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Dapper;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>Receipts, corrections, refunds, statements and the table for accounting.</summary>
public sealed class ReceiptTests
{
    [Fact]
    public async Task Corrections_and_refunds_are_receipts_of_their_own_and_never_give_back_more_than_was_charged()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        var (id, charge) = await ChargedAsync(csms);
        (await AddAsync(csms, id, "Refund", 1.31m)).Problem(422);
        (await AddAsync(csms, id, "Correction", -1.31m)).Problem(422);
        (await AddAsync(csms, id, "Refund", 0.005m)).Problem(422);
        (await AddAsync(csms, id, "Refund", -1m)).Problem(422);
        (await AddAsync(csms, id, "Charge", 1m)).Problem(422);

        var corrected = await AddAsync(csms, id, "Correction", -0.3m);
        Assert.Equal(201, corrected.Code);
        var refunded = (await AddAsync(csms, id, "Refund", 1m)).Json;
        Assert.Equal((-1m, 3, "token:start-option"), (refunded.GetProperty("gross").GetDecimal(), refunded.GetProperty("receiptNumber").GetInt32(), refunded.GetProperty("madeBy").GetString()));
        var price = await PriceAsync(csms, id);
        Assert.Equal((0m, 1.3m), (price.GetProperty("balance").GetDecimal(), price.GetProperty("price").GetProperty("gross").GetDecimal()));
        foreach (var part in (string[])["net", "tax", "gross"]) Assert.Equal(0, price.GetProperty("entries").EnumerateArray().Sum(entry => entry.GetProperty(part).GetDecimal()));
        Assert.Equal(charge.GetRawText(), (await csms.SendAsync("GET", $"/api/v1/receipts/{charge.GetProperty("id")}")).Text);
        (await AddAsync(csms, id, "Refund", 0.01m)).Problem(422);
        Assert.Contains("price.refund", (await csms.SendAsync("GET", "/api/v1/audit")).Text, StringComparison.Ordinal);

        await using var station = await csms.ConnectAsync();
        var running = await StartSessionAsync(station, at: Noon.AddHours(5));
        Assert.Equal("not-charged", (await AddAsync(csms, running, "Correction", 1m)).Problem(409).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_refund_that_is_sent_again_under_its_key_is_given_back_once()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        var (id, _) = await ChargedAsync(csms);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AddAsync(csms, id, "Refund", 0.1m, key: "once")));
        Assert.All(answers, answer => Assert.Equal(answers[0].Json.GetProperty("id").GetInt64(), answer.Json.GetProperty("id").GetInt64()));
        Assert.Equal(1.2m, (await PriceAsync(csms, id)).GetProperty("balance").GetDecimal());
        Assert.Equal("idempotency-key-reused", (await AddAsync(csms, id, "Refund", 0.2m, key: "once")).Problem(409).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Receipt_numbers_have_no_gaps_at_any_site_however_many_are_made_at_once_and_whatever_fails()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        var other = (await PostAsync(csms, "sites", """{"name":"Other"}""")).GetProperty("id").GetInt64();
        await csms.RegisterAsync("CP2", $$""","site":{{other}},"noPong":true,"heartbeatSeconds":86400""");
        var (first, _) = await ChargedAsync(csms);
        var (second, _) = await ChargedAsync(csms, "CP2");

        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => number switch
        {
            // A unit that has its number already and fails then.
            _ when number % 3 == 0 => FailAsync(csms),
            _ when number % 10 == 1 => AddAsync(csms, first, "Refund", 100m),
            _ => AddAsync(csms, number % 2 == 0 ? first : second, "Correction", 0.01m),
        }));
        await csms.RestartAsync();
        await AddAsync(csms, first, "Correction", 0.01m);
        await AddAsync(csms, second, "Correction", 0.01m);

        foreach (var site in (long[])[1, other])
        {
            var numbers = (await csms.SendAsync("GET", $"/api/v1/receipts?site={site}&limit=500")).Json.GetProperty("items").EnumerateArray().Select(receipt => receipt.GetProperty("receiptNumber").GetInt32()).Order().ToList();
            Assert.True(numbers.Count > 10, $"{numbers.Count} receipts of site {site}");
            Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        }
    }

    [Fact]
    public async Task A_receipt_is_a_page_to_print_on_which_what_people_wrote_is_text()
    {
        await using var csms = await ServedCsms.StartAsync(new ManualTimeProvider());
        var site = (await PostAsync(csms, "sites", """{"name":"<b>Yard</b>","address":"1 \"Quay\" & Co","timeZone":"Europe/Berlin"}""")).GetProperty("id").GetInt64();
        await csms.RegisterAsync("CP1", $$""","site":{{site}},"noPong":true,"heartbeatSeconds":86400""");
        var (id, charge) = await ChargedAsync(csms, terms: """{"currency":"EUR","taxPercent":19,"startFee":0.5,"perKwh":0.4,"bands":[{"name":"<i>noon</i>","perKwh":0.3,"from":"13:00","to":"14:00"}]}""");
        var page = await csms.SendAsync("GET", $"/api/v1/receipts/{charge.GetProperty("id")}/html");
        Assert.Equal((200, "text/html"), (page.Code, page.Type));
        foreach (var told in (string[])[$"Receipt {site}-000001", "&lt;b&gt;Yard&lt;/b&gt;", "1 &quot;Quay&quot; &amp; Co", "2026-03-01 13:00 +01:00", "Start fee", "&lt;i&gt;noon&lt;/i&gt;", "2.00 kWh", "Tax 19 %", "<td>1.31</tr>"])
            Assert.Contains(told, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await csms.SendAsync("GET", "/receipt.css", token: "")).Code);

        var refund = (await AddAsync(csms, id, "Refund", 0.5m, reason: "=cmd <script>")).Json;
        var note = (await csms.SendAsync("GET", $"/api/v1/receipts/{refund.GetProperty("id")}/html")).Text;
        foreach (var told in (string[])[$"Credit note {site}-000002", $"<dt>To receipt<dd>{site}-000001", "=cmd &lt;script&gt;", "<td>-0.50</tr>"]) Assert.Contains(told, note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_of_a_driver_and_of_a_group_is_what_was_booked_in_it_by_the_sites_own_time()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var group = (await PostAsync(csms, "groups", """{"name":"Staff"}""")).GetProperty("id").GetInt64();
        var driver = (await PostAsync(csms, "drivers", $$"""{"name":"Ann <A>","groups":[{{group}}]}""")).GetProperty("id").GetInt64();
        await csms.SendAsync("PUT", "/api/v1/id-tags/ANN", $$"""{"driver":{{driver}}}""");
        var (id, _) = await ChargedAsync(csms, idTag: "ANN");
        await using var station = await csms.ConnectAsync();
        var others = await StartSessionAsync(station, "SOMEBODY", at: Noon.AddHours(3), meter: 2000);
        await StopSessionAsync(station, others, 9000, Noon.AddHours(4));
        await BookedAsync(csms, others);
        await AddAsync(csms, id, "Refund", 0.3m);

        foreach (var path in (string[])[$"drivers/{driver}", $"groups/{group}"])
        {
            var told = (await csms.SendAsync("GET", $"/api/v1/{path}/statements/2026-03?limit=1")).Json;
            var sum = Assert.Single(told.GetProperty("sums").EnumerateArray());
            Assert.Equal((2, 1, 2000, 1m), (sum.GetProperty("entries").GetInt32(), sum.GetProperty("sessions").GetInt32(), sum.GetProperty("energyWh").GetInt32(), sum.GetProperty("gross").GetDecimal()));
            Assert.Equal(sum.GetProperty("gross").GetDecimal(), sum.GetProperty("net").GetDecimal() + sum.GetProperty("tax").GetDecimal());
            var next = told.GetProperty("entries").GetProperty("next").GetString();
            Assert.Equal("Refund", (await csms.SendAsync("GET", $"/api/v1/{path}/statements/2026-03?after={next}")).Json.GetProperty("entries").GetProperty("items")[0].GetProperty("kind").GetString());
            Assert.Empty((await csms.SendAsync("GET", $"/api/v1/{path}/statements/2026-04")).Json.GetProperty("sums").EnumerateArray());
            Assert.Contains("1.00", (await csms.SendAsync("GET", $"/api/v1/{path}/statements/2026-03/html")).Text, StringComparison.Ordinal);
        }
        Assert.Contains("Ann &lt;A&gt;", (await csms.SendAsync("GET", $"/api/v1/drivers/{driver}/statements/2026-03/html")).Text, StringComparison.Ordinal);
        (await csms.SendAsync("GET", $"/api/v1/drivers/{driver}/statements/March")).Problem(422);
        (await csms.SendAsync("GET", "/api/v1/drivers/4711/statements/2026-03")).Problem(404);
    }

    [Fact]
    public async Task The_table_of_a_month_has_every_entry_once_and_no_cell_that_a_spreadsheet_would_run()
    {
        await using var csms = await StartAsync(new ManualTimeProvider());
        var elsewhere = (await PostAsync(csms, "sites", """{"name":"Elsewhere"}""")).GetProperty("id").GetInt64();
        var (id, _) = await ChargedAsync(csms);
        await AddAsync(csms, id, "Refund", 0.3m, reason: "=HYPERLINK(\"x\"), \"sorry\"");
        var table = await csms.SendAsync("GET", "/api/v1/receipts.csv?month=2026-03");
        var rows = Ampwright.Csms.Api.Csv.Read(table.Text).Select(row => row.Cells).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        Assert.Equal(("1.30", "-0.30"), (Cell(1, "gross"), Cell(2, "gross")));
        Assert.Equal(1m, decimal.Parse(Cell(1, "gross"), CultureInfo.InvariantCulture) + decimal.Parse(Cell(2, "gross"), CultureInfo.InvariantCulture));
        Assert.Contains("'=HYPERLINK", table.Text, StringComparison.Ordinal);
        Assert.Single(Ampwright.Csms.Api.Csv.Read((await csms.SendAsync("GET", "/api/v1/receipts.csv?month=2026-03", token: await csms.TokenAsync(Role.Viewer, elsewhere))).Text));
        Assert.Single(Ampwright.Csms.Api.Csv.Read((await csms.SendAsync("GET", "/api/v1/receipts.csv?month=2026-02")).Text));
        Assert.Equal(table.Text, (await csms.SendAsync("GET", "/api/v1/receipts.csv")).Text);
        (await csms.SendAsync("GET", "/api/v1/receipts.csv?month=March")).Problem(422);

        string Cell(int row, string column) => rows[row][rows[0].ToList().IndexOf(column)];
    }

    private static async Task<(int Id, JsonElement Charge)> ChargedAsync(ServedCsms csms, string identity = "CP1", string idTag = "T1", string terms = Terms)
    {
        if ((await csms.SendAsync("GET", "/api/v1/tariffs")).Json.GetProperty("items").GetArrayLength() == 0) await TariffAsync(csms, terms: terms);
        await using var station = await csms.ConnectAsync(identity);
        var id = await StartSessionAsync(station, idTag);
        await StopSessionAsync(station, id, meter: 2000);
        return (id, (await BookedAsync(csms, id)).GetProperty("entries")[0]);
    }

    private static Task<Answer> AddAsync(ServedCsms csms, int id, string kind, decimal gross, string? key = null, string reason = "the cable was stuck") => csms.SendAsync(
        "POST", $"/api/v1/transactions/{id}/price-entries", JsonSerializer.Serialize(new { kind, gross, reason }), with: request =>
        {
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
        });

    private static async Task<Answer> FailAsync(ServedCsms csms)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => csms.Database.WriteAsync(unit =>
        {
            unit.Connection.Execute("UPDATE counters SET value = value + 1 WHERE name LIKE 'receipts of site%'");
            throw new InvalidOperationException("as when the program ends here");
        }));
        return null!;
    }
}
