namespace Ampwright.Csms.Uptime;

/// <summary>Months and years of a site's own time as stretches of instants.</summary>
internal static class SiteCalendar
{
    /// <summary>The instant at which a day begins on the wall: the first one, where its midnight comes twice or is skipped.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        if (zone.IsAmbiguousTime(midnight)) return new DateTimeOffset(midnight, zone.GetAmbiguousTimeOffsets(midnight).Max()).ToUniversalTime();
        // Skipped: the offset that held until then makes it the instant of the change.
        var offset = zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddHours(-3)) : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    public static Stretch Months(DateOnly first, int months, TimeZoneInfo zone) => new(StartOf(first, zone), StartOf(first.AddMonths(months), zone));

    /// <summary>As 2026-03, by the site's clock.</summary>
    public static DateOnly MonthOf(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return new DateOnly(local.Year, local.Month, 1);
    }
}
