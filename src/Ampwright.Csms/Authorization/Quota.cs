using Ampwright.Csms.Sites;

namespace Ampwright.Csms.Authorization;

/// <summary>How long a quota lasts until it is there anew. The names are on disk and in the API.</summary>
internal enum QuotaPer
{
    Day,

    /// <summary>From Monday on.</summary>
    Week,
    Month,
}

/// <summary>Whose a quota is. The names are on disk and in the API.</summary>
internal enum QuotaOf
{
    /// <summary>Each driver of the group has it for himself.</summary>
    Driver,

    /// <summary>All drivers of the group have it together.</summary>
    Group,
}

/// <summary>What was used of a quota in one of its periods.</summary>
/// <param name="From">The first midnight of the period.</param>
/// <param name="Until">The midnight at which the next one begins.</param>
/// <param name="EnergyWh">Energy of the sessions that began in it, running ones included, in Wh.</param>
/// <param name="Sessions">How many there were; refused ones that took no energy left out.</param>
internal sealed record QuotaSpent(DateTimeOffset From, DateTimeOffset Until, long EnergyWh = 0, long Sessions = 0)
{
    /// <summary>Nothing yet, in the period around the instant: by the clock on the wall, so that a day lasts 23 to 25 hours.</summary>
    public static QuotaSpent Nothing(QuotaPer per, TimeZoneInfo zone, DateTimeOffset instant)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).Date);
        var (first, next) = per switch
        {
            QuotaPer.Day => (today, today.AddDays(1)),
            QuotaPer.Week => (Monday(today), Monday(today).AddDays(7)),
            _ => (new DateOnly(today.Year, today.Month, 1), new DateOnly(today.Year, today.Month, 1).AddMonths(1)),
        };
        return new QuotaSpent(WallClock.StartOf(first, zone), WallClock.StartOf(next, zone));
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
