using Ampwright.Csms.Prices;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>
/// The price of a session found without cutting anything: the session is gone through minute by minute, each asked for its own price. Minutes of the
/// session are whole, those of the clock as well, so no price changes within one.
/// </summary>
internal static class MinuteByMinute
{
    /// <returns>What is paid before it is rounded.</returns>
    public static decimal Exact(TariffTerms terms, TimeZoneInfo zone, SessionUsage usage)
    {
        var price = 0m;
        var minutesIdle = 0;
        for (var pair = 0; pair + 1 < usage.Points.Count; pair++)
        {
            var (a, b) = (usage.Points[pair], usage.Points[pair + 1]);
            var minutes = (int)(b.At - a.At).TotalMinutes;
            var perMinute = minutes == 0 ? b.Wh - a.Wh : (b.Wh - a.Wh) / minutes;
            for (var minute = 0; minute < Math.Max(1, minutes); minute++)
            {
                var now = a.At.AddMinutes(minute);
                price += perMinute / 1000m * Rate(terms, zone, now, band => band.PerKwh, terms.PerKwh);
                if (minutes == 0) continue;
                if (!(usage.IdleSince <= now)) price += Rate(terms, zone, now, band => band.PerMinute, terms.PerMinute);
                else if (++minutesIdle > terms.IdleGraceMinutes) price += Rate(terms, zone, now, band => band.IdlePerMinute, terms.IdlePerMinute);
            }
        }
        var delivered = usage.Points[0].Wh != usage.Points[^1].Wh;
        if (delivered) price = Math.Max(price + terms.StartFee, terms.Minimum ?? 0);
        if (terms.Maximum is { } most && price > most && !(delivered && terms.Minimum > most)) price = most;
        return terms.PricesIncludeTax ? price : price * (100 + terms.TaxPercent) / 100;
    }

    private static decimal Rate(TariffTerms terms, TimeZoneInfo zone, DateTimeOffset now, Func<PriceBand, decimal?> of, decimal otherwise)
    {
        var wall = now.UtcDateTime + zone.GetUtcOffset(now);
        var minute = (wall.Hour * 60) + wall.Minute;
        foreach (var band in terms.Bands)
        {
            if (of(band) is not { } price) continue;
            // All minutes that the band has, counted from the beginning of the day on which it begins.
            var length = band.To > band.From ? band.To - band.From : band.To + 1440 - band.From;
            foreach (var back in (int[])[0, 1])
            {
                var begins = wall.Date.AddDays(-back);
                var since = (back * 1440) + minute - band.From;
                if (since >= 0 && since < length && Holds(band, terms, begins)) return price;
            }
        }
        return otherwise;
    }

    private static bool Holds(PriceBand band, TariffTerms terms, DateTime day)
    {
        if (band.Days.Any() && !band.Days.Contains(day.DayOfWeek)) return false;
        if (band.Season is { } season)
        {
            // As days of a leap year in a ring.
            int Number(int month, int of) => new DateTime(2024, month, of).DayOfYear;
            var (first, last, now) = (Number(season.First.Month, season.First.Day), Number(season.Last.Month, season.Last.Day), Number(day.Month, day.Day));
            if ((now - first + 366) % 366 > (last - first + 366) % 366) return false;
        }
        var isHoliday = terms.Holidays.Any(holiday => holiday.ToDateTime(TimeOnly.MinValue) == day);
        return band.Holidays switch { HolidayRule.Only => isHoliday, HolidayRule.Never => !isHoliday, _ => true };
    }
}
