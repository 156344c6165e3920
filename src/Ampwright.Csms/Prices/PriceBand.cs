namespace Ampwright.Csms.Prices;

/// <summary>Times at which other prices hold, in the site's own time. What it does not say (null, empty) does not narrow it.</summary>
internal sealed record PriceBand
{
    /// <summary>As it stands beside a step.</summary>
    public required string Name { get; init; }

    /// <summary>The days on which it begins; empty: every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Minutes since midnight, 0..1439.</summary>
    public int From { get; init; }

    /// <summary>Minutes since midnight, 1..1440; not after <see cref="From"/>: on the next day.</summary>
    public int To { get; init; } = 24 * 60;

    /// <summary>The first and the last day of the year, both within; a season may run over the end of the year.</summary>
    public (MonthDay First, MonthDay Last)? Season { get; init; }

    public HolidayRule Holidays { get; init; }

    /// <summary>What it changes; null: as the tariff says.</summary>
    public decimal? PerKwh { get; init; }
    public decimal? PerMinute { get; init; }
    public decimal? IdlePerMinute { get; init; }

    /// <param name="local">What the clock on the wall shows.</param>
    /// <param name="holidays">The tariff's.</param>
    public bool Covers(DateTime local, IReadOnlySet<DateOnly> holidays)
    {
        var day = DateOnly.FromDateTime(local);
        var (at, from, to) = (local.TimeOfDay, TimeSpan.FromMinutes(From), TimeSpan.FromMinutes(To));
        return From < To
            ? at >= from && at < to && BeginsOn(day, holidays)
            : (at >= from && BeginsOn(day, holidays)) || (at < to && BeginsOn(day.AddDays(-1), holidays));
    }

    private bool BeginsOn(DateOnly day, IReadOnlySet<DateOnly> holidays) =>
        (Days.Count == 0 || Days.Contains(day.DayOfWeek))
        && (Season is not { } season || MonthDay.Of(day).IsWithin(season.First, season.Last))
        && (Holidays == HolidayRule.Any || holidays.Contains(day) == (Holidays == HolidayRule.Only));
}

/// <summary>What a band has to do with holidays. The names are on disk and in the API.</summary>
internal enum HolidayRule
{
    /// <summary>It does not matter whether a day is one.</summary>
    Any,
    Only,
    Never,
}
