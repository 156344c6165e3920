namespace Ampwright.Csms.Uptime;

/// <summary>Months and years of a site's own time as stretches of instants.</summary>
internal static class SiteCalendar
{
    /// <summary>The instant at which a day begins on the wall: the first one, where its midnight comes twice or is skipped.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => At(day, 0, zone);

    /// <summary>The first instant at which the clock on the wall shows a minute of a day; one that it skips is the instant of the change.</summary>
    public static DateTimeOffset At(DateOnly day, int minute, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified).AddMinutes(minute);
        if (zone.IsAmbiguousTime(local)) return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()).ToUniversalTime();
        if (!zone.IsInvalidTime(local)) return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public static Stretch Months(DateOnly first, int months, TimeZoneInfo zone) => new(StartOf(first, zone), StartOf(first.AddMonths(months), zone));

    /// <summary>As 2026-03, by the site's clock.</summary>
    public static DateOnly MonthOf(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return new DateOnly(local.Year, local.Month, 1);
    }
}
