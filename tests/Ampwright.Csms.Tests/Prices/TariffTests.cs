using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>The operator's tariffs, through the API.</summary>
public sealed class TariffTests
{
    [Fact]
    public async Task A_tariff_is_told_as_it_was_given_and_its_versions_hold_one_after_the_other()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        const string Given = """{"currency":"EUR","taxPercent":7.7,"pricesIncludeTax":true,"startFee":0.35,"perKwh":0.4123,"perMinute":null,"idlePerMinute":0.1,"idleGraceMinutes":30,"minimum":1.5,"maximum":60,"bands":[{"name":"night","days":["fri"],"from":"22:00","to":"06:00","seasonFrom":"11-01","seasonTo":"02-29","holidays":"Never","perKwh":0.3,"perMinute":null,"idlePerMinute":null}],"holidays":["2026-12-25"]}""";
        var id = await TariffAsync(csms, terms: Given, place: null);
        var read = await csms.SendAsync("GET", $"/api/v1/tariffs/{id}");
        Assert.Equal(Given, read.Json.GetProperty("current").GetProperty("terms").GetRawText());

        var later = time.GetUtcNow().AddDays(1);
        await PostAsync(csms, $"tariffs/{id}/versions", $$"""{"validFrom":"{{later:O}}","terms":{"currency":"EUR","perKwh":0.5} }""");
        Assert.Equal(1, (await csms.SendAsync("GET", $"/api/v1/tariffs/{id}")).Json.GetProperty("current").GetProperty("number").GetInt32());
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (await csms.SendAsync("GET", $"/api/v1/tariffs/{id}")).Json.GetProperty("current").GetProperty("number").GetInt32());
        var versions = (await csms.SendAsync("GET", $"/api/v1/tariffs/{id}/versions?limit=1")).Json;
        Assert.Equal(2, versions.GetProperty("items")[0].GetProperty("number").GetInt32());
        Assert.Equal(1, (await csms.SendAsync("GET", $"/api/v1/tariffs/{id}/versions?after={versions.GetProperty("next").GetString()}")).Json.GetProperty("items")[0].GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task What_the_document_shows_as_an_example_is_taken()
    {
        await using var csms = await ServedCsms.StartAsync(new ManualTimeProvider(), with: options => options with { TestPayments = true });
        await csms.RegisterAsync();
        await PostAsync(csms, "sites", """{"name":"Harbour"}""");
        foreach (var group in (string[])["One", "Two", "Three"]) await PostAsync(csms, "groups", $$"""{"name":"{{group}}"}""");
        var paths = (await csms.SendAsync("GET", "/openapi/v1.json")).Json.GetProperty("paths");
        foreach (var (path, at) in ((string, string)[])[("tariffs", "tariffs"), ("tariffs/{id}/versions", "tariffs/1/versions"), ("tariff-assignments", "tariff-assignments"), ("payments", "payments")])
        {
            var operation = paths.GetProperty($"/api/v1/{path}").GetProperty("post");
            var given = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
            var answer = await csms.SendAsync("POST", $"/api/v1/{at}", given, with: request => request.Headers.Add("Idempotency-Key", "k"));
            Assert.True(answer.Code == 201, $"{path}: {answer.Text}");
            var shown = operation.GetProperty("responses").GetProperty("201").GetProperty("content").GetProperty("application/json").GetProperty("example");
            Assert.Equal(answer.Json.EnumerateObject().Select(field => field.Name), shown.EnumerateObject().Select(field => field.Name));
        }
    }

    [Theory]
    [InlineData("""{"perKwh":0.4}""", "terms.currency")]
    [InlineData("""{"currency":"eur"}""", "terms.currency")]
    [InlineData("""{"currency":"EUR","perKwh":-0.1}""", "terms.perKwh")]
    [InlineData("""{"currency":"EUR","perKwh":0.1234567}""", "terms.perKwh")]
    [InlineData("""{"currency":"EUR","taxPercent":101}""", "terms.taxPercent")]
    [InlineData("""{"currency":"EUR","minimum":5,"maximum":4}""", "terms.maximum")]
    [InlineData("""{"currency":"EUR","holidays":["25.12."]}""", "terms.holidays")]
    [InlineData("""{"currency":"EUR","bands":[{"name":"x"}]}""", "terms.bands[0].perKwh")]
    [InlineData("""{"currency":"EUR","bands":[{"name":"x","perKwh":1,"from":"24:00"}]}""", "terms.bands[0].from")]
    [InlineData("""{"currency":"EUR","bands":[{"name":"x","perKwh":1,"seasonFrom":"02-30","seasonTo":"03-01"}]}""", "terms.bands[0].seasonFrom")]
    [InlineData("""{"currency":"EUR","bands":[{"name":"x","perKwh":1,"days":["monday"]}]}""", "terms.bands[0].days")]
    public async Task Terms_that_cannot_be_are_refused_by_the_field(string terms, string field)
    {
        await using var csms = await ServedCsms.StartAsync();
        var problem = (await csms.SendAsync("POST", "/api/v1/tariffs", $$"""{"name":"T","terms":{{terms}}}""")).Problem(422);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Fact]
    public async Task What_was_is_not_changed_and_what_is_used_is_not_removed()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        var id = await TariffAsync(csms);
        var tag = (await csms.SendAsync("GET", $"/api/v1/tariffs/{id}")).Headers["ETag"];
        (await csms.SendAsync("POST", $"/api/v1/tariffs/{id}/versions", $$"""{"validFrom":"2025-01-01T00:00:00Z","terms":{{Terms}}}""")).Problem(422);
        (await csms.SendAsync("POST", $"/api/v1/tariffs/{id}/versions", """{"terms":{"currency":"CHF"}}""")).Problem(422);
        await PostAsync(csms, $"tariffs/{id}", """{"note":"n"}""", "PATCH");
        Assert.Equal("changed-meanwhile", (await csms.SendAsync("PATCH", $"/api/v1/tariffs/{id}", """{"note":"m"}""", with: request => request.Headers.TryAddWithoutValidation("If-Match", tag))).Problem(412).GetProperty("code").GetString());
        Assert.Equal("name-taken", (await csms.SendAsync("POST", "/api/v1/tariffs", $$"""{"name":"public","terms":{{Terms}}}""")).Problem(409).GetProperty("code").GetString());
        Assert.Equal("tariff-assigned", (await csms.SendAsync("DELETE", $"/api/v1/tariffs/{id}")).Problem(409).GetProperty("code").GetString());
        (await csms.SendAsync("DELETE", "/api/v1/sites/1")).Problem(409);

        await using (var station = await csms.ConnectAsync()) await StartSessionAsync(station);
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/tariff-assignments/1")).Code);
        Assert.Equal("tariff-used", (await csms.SendAsync("DELETE", $"/api/v1/tariffs/{id}")).Problem(409).GetProperty("code").GetString());
        var unused = await TariffAsync(csms, "Unused", place: null);
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/tariffs/{unused}")).Code);
        var audit = (await csms.SendAsync("GET", "/api/v1/audit")).Text;
        foreach (var action in (string[])["tariff.add", "tariff.change", "tariff.remove", "tariffAssignment.add", "tariffAssignment.remove"]) Assert.Contains(action, audit, StringComparison.Ordinal);
    }
}
