using Ampwright.Csms.Tests.Hosting;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>Example sessions priced by terms that nobody has said yet.</summary>
public sealed class CalculationTests
{
    private const string Terms = """{"currency":"EUR","perKwh":0.5,"startFee":1,"idlePerMinute":0.1,"idleGraceMinutes":5,"bands":[{"name":"night","from":"22:00","to":"06:00","perKwh":0.3}]}""";

    [Fact]
    public async Task An_example_is_priced_step_by_step_by_the_clock_of_the_site_and_nothing_is_kept()
    {
        await using var csms = await ServedCsms.StartAsync();
        var site = await BerlinAsync(csms);

        var told = (await csms.SendAsync("POST", "/api/v1/price-calculations", $$"""{"terms":{{Terms}},"site":{{site}},"startsAt":"2026-03-02T21:00","energyWh":20000,"minutes":120,"idleMinutes":15}""")).Json;

        Assert.Equal("StartFee 1 x 1, Energy 10 x 0.5, Energy 10 x 0.3, IdleTime 10 x 0.1", Steps(told.GetProperty("price")));
        Assert.Equal(10m, told.GetProperty("price").GetProperty("gross").GetDecimal());
        Assert.Equal(("2026-03-02T20:00:00+00:00", "Europe/Berlin"), (told.GetProperty("from").GetString()!.Replace("Z", "+00:00", StringComparison.Ordinal), told.GetProperty("timeZone").GetString()));
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/tariffs")).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    // The clock goes from 02:00 to 03:00: at 02:30 it shows 03:00 on.
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00:00")]
    // It shows 02:30 twice: the first of the two.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00")]
    public async Task A_time_that_the_clock_skips_or_shows_twice_is_one_instant(string startsAt, string instant)
    {
        await using var csms = await ServedCsms.StartAsync();
        var site = await BerlinAsync(csms);
        var told = (await csms.SendAsync("POST", "/api/v1/price-calculations", $$"""{"terms":{{Terms}},"site":{{site}},"startsAt":"{{startsAt}}"}""")).Json;
        Assert.StartsWith(instant, told.GetProperty("from").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"site":1,"startsAt":"2026-03-02T21:00"}""", "terms")]
    [InlineData("""{"terms":{"currency":"EUR","taxPercent":101},"site":1,"startsAt":"2026-03-02T21:00"}""", "terms.taxPercent")]
    [InlineData("""{"terms":{"currency":"EUR"},"site":9,"startsAt":"2026-03-02T21:00"}""", "site")]
    [InlineData("""{"terms":{"currency":"EUR"},"site":1,"startsAt":"2026-03-02 21:00"}""", "startsAt")]
    [InlineData("""{"terms":{"currency":"EUR"},"site":1,"startsAt":"1999-03-02T21:00"}""", "startsAt")]
    [InlineData("""{"terms":{"currency":"EUR"},"site":1,"startsAt":"2026-03-02T21:00","minutes":0}""", "minutes")]
    [InlineData("""{"terms":{"currency":"EUR"},"site":1,"startsAt":"2026-03-02T21:00","energyWh":-1}""", "energyWh")]
    public async Task What_cannot_be_priced_is_refused_by_its_field(string body, string field)
    {
        await using var csms = await ServedCsms.StartAsync();
        Assert.True((await csms.SendAsync("POST", "/api/v1/price-calculations", body)).Problem(422).GetProperty("errors").TryGetProperty(field, out _), field);
    }

    private static async Task<long> BerlinAsync(ServedCsms csms) =>
        (await PostAsync(csms, "sites", """{"name":"Yard","timeZone":"Europe/Berlin"}""")).GetProperty("id").GetInt64();
}
