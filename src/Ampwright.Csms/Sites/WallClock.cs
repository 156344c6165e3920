namespace Ampwright.Csms.Sites;

/// <summary>When a site's clock on the wall shows a time of day, on the days as well on which it is changed.</summary>
internal static class WallClock
{
    /// <summary>
    /// Every instant of these days at which the clock may show one of the minutes, and every one at which it is changed. On a day with two
    /// offsets each minute is told in both: one of the two may be an instant at which it shows something else.
    /// </summary>
    /// <param name="first">The first day.</param>
    /// <param name="days">How many days.</param>
    /// <param name="minutes">Minutes since midnight; 1440 is the next midnight.</param>
    /// <param name="zone">The site's.</param>
    public static IEnumerable<DateTimeOffset> Marks(DateOnly first, int days, IReadOnlyCollection<int> minutes, TimeZoneInfo zone)
    {
        for (var day = 0; day < days; day++)
        {
            var date = first.AddDays(day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
            // The offsets of that day: one, or two when the clock is changed.
            var before = zone.GetUtcOffset(new DateTimeOffset(date, TimeSpan.Zero).AddHours(-14));
            var after = zone.GetUtcOffset(new DateTimeOffset(date, TimeSpan.Zero).AddHours(38));
            foreach (var minute in minutes)
            {
                yield return new DateTimeOffset(date.AddMinutes(minute), before);
                if (after != before) yield return new DateTimeOffset(date.AddMinutes(minute), after);
            }
            if (after != before) yield return ChangeOfClock(date, before, zone);
        }
    }

    /// <summary>The instant at which a day begins: midnight, or where the clock skips it, what it shows instead.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => InstantOf(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), zone);

    /// <summary>The instant at which the clock shows this: the first of two; where it skips it, when it shows what comes next.</summary>
    public static DateTimeOffset InstantOf(DateTime shown, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(shown)) shown = shown.AddMinutes(15);
        return new DateTimeOffset(shown, zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown)).ToUniversalTime();
    }

    /// <summary>When the clock is changed on or about that day, to the second.</summary>
    private static DateTimeOffset ChangeOfClock(DateTime date, TimeSpan before, TimeZoneInfo zone)
    {
        var from = new DateTimeOffset(date, TimeSpan.Zero).AddHours(-14);
        var to = from.AddHours(52);
        while (to - from > TimeSpan.FromSeconds(1))
        {
            var middle = from.AddSeconds(Math.Floor((to - from).TotalSeconds / 2));
            if (zone.GetUtcOffset(middle) == before) from = middle;
            else to = middle;
        }
        return to;
    }
}
