using Ampwright.Csms.Prices;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>Tariffs and sessions by a seed; all times are whole minutes.</summary>
internal static class RandomPrices
{
    /// <summary>Nights in which clocks are changed, a New Year, a leap day, and a zone whose clock moves by half an hour.</summary>
    private static readonly (string Zone, DateTimeOffset Near)[] Places =
    [
        ("Europe/Berlin", new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero)), ("Europe/Berlin", new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero)),
        ("America/New_York", new(2026, 3, 8, 7, 0, 0, TimeSpan.Zero)), ("America/New_York", new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2026, 4, 4, 15, 0, 0, TimeSpan.Zero)), ("Asia/Kathmandu", new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)),
        ("Pacific/Kiritimati", new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), ("UTC", new(2028, 2, 29, 0, 0, 0, TimeSpan.Zero)),
    ];

    public static (TariffTerms Terms, TimeZoneInfo Zone, SessionUsage Usage) Of(int seed)
    {
        var random = new Random(seed);
        var (zone, near) = Places[random.Next(Places.Length)];
        return (Terms(random, near), TimeZoneInfo.FindSystemTimeZoneById(zone), Usage(random, near));
    }

    private static TariffTerms Terms(Random random, DateTimeOffset near) => new()
    {
        Currency = Pick(random, "EUR", "EUR", "JPY", "BHD"),
        TaxPercent = Pick(random, 0m, 7m, 19m, 7.7m, 25m),
        PricesIncludeTax = random.Next(2) == 0,
        StartFee = Pick(random, 0m, 0m, 0.35m, 1m),
        PerKwh = Pick(random, 0m, random.Next(0, 9000) / 10_000m),
        PerMinute = Pick(random, 0m, random.Next(0, 500) / 10_000m),
        IdlePerMinute = Pick(random, 0m, random.Next(0, 2000) / 10_000m),
        IdleGraceMinutes = Pick(random, 0, 15, 240),
        Minimum = Pick<decimal?>(random, null, null, 1.5m),
        Maximum = Pick<decimal?>(random, null, null, 12m),
        Bands = [.. Enumerable.Range(0, random.Next(0, 5)).Select(number => Band(random, number))],
        Holidays = Enumerable.Range(0, random.Next(0, 4)).Select(_ => DateOnly.FromDateTime(near.UtcDateTime).AddDays(random.Next(-3, 4))).ToHashSet(),
    };

    private static PriceBand Band(Random random, int number) => new()
    {
        Name = $"band {number}",
        Days = random.Next(2) == 0 ? [] : [.. Enum.GetValues<DayOfWeek>().Where(_ => random.Next(2) == 0).DefaultIfEmpty(DayOfWeek.Sunday)],
        From = random.Next(0, 1440),
        To = random.Next(1, 1441),
        Season = random.Next(3) > 0 ? null : (Day(random), Day(random)),
        Holidays = Pick(random, HolidayRule.Any, HolidayRule.Any, HolidayRule.Only, HolidayRule.Never),
        PerKwh = random.Next(2) == 0 ? null : random.Next(0, 9000) / 10_000m,
        PerMinute = random.Next(2) == 0 ? null : random.Next(0, 500) / 10_000m,
        IdlePerMinute = random.Next(2) == 0 ? null : random.Next(0, 2000) / 10_000m,
    };

    private static SessionUsage Usage(Random random, DateTimeOffset near)
    {
        var at = near.AddMinutes(random.Next(-2000, 600));
        decimal register = random.Next(0, 5_000_000);
        var points = new List<MeterPoint> { new(at, register) };
        for (var left = random.Next(1, 9); left > 0; left--)
        {
            at = at.AddMinutes(random.Next(0, 400));
            register += Pick(random, 0, random.Next(0, 9000));
            points.Add(new MeterPoint(at, register));
        }
        return new SessionUsage { Points = points, IdleSince = random.Next(2) == 0 ? null : points[random.Next(points.Count)].At };
    }

    private static MonthDay Day(Random random) => new(random.Next(1, 13), random.Next(1, 29));

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
