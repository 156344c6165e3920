using Ampwright.Csms.Uptime;

namespace Ampwright.Csms.Mail;

/// <summary>How soon a subscriber is told. The names are on disk and in the API.</summary>
internal enum MailPace
{
    /// <summary>Within a minute; what happens in the minute after a mail is one mail.</summary>
    Soon,
    Hourly,
    Daily,

    /// <summary>On Mondays.</summary>
    Weekly,
}

internal static class MailPaces
{
    /// <summary>When the next mail is due, after one at an instant.</summary>
    /// <param name="pace">How soon.</param>
    /// <param name="minute">Minutes since midnight at which a daily or weekly one is sent.</param>
    /// <param name="zone">By whose clock.</param>
    /// <param name="now">The instant.</param>
    public static DateTimeOffset Next(this MailPace pace, int minute, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (pace == MailPace.Soon) return now.AddMinutes(1);
        if (pace == MailPace.Hourly) return now.AddHours(1);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (; ; day = day.AddDays(1))
        {
            if (pace == MailPace.Weekly && day.DayOfWeek != DayOfWeek.Monday) continue;
            var at = SiteCalendar.At(day, minute, zone);
            if (at > now) return at;
        }
    }
}
