using System.Globalization;
using Ampwright.Csms.Sites;

namespace Ampwright.Csms.Authorization;

/// <summary>
/// Times of the week in a site's own time, as <c>mon,tue 08:00-18:00;sat 22:00-06:00</c>; one that ends before it begins runs into the next
/// day. None at all is always. Decided by the clock on the wall: an hour that the clock skips is in no window, one that it shows twice is in
/// its window twice.
/// </summary>
internal sealed class WeeklyWindows
{
    private const int MinutesOfDay = 24 * 60;
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private readonly List<WeeklyWindow> _windows;

    private WeeklyWindows(List<WeeklyWindow> windows) => _windows = windows;

    public static WeeklyWindows Always { get; } = new([]);

    public IReadOnlyList<WeeklyWindow> All => _windows;

    public static WeeklyWindows Of(IEnumerable<WeeklyWindow> windows) => new([.. windows]);

    public static WeeklyWindows FromText(string text) => text.Length == 0 ? Always : new([.. text.Split(';').Select(WindowFromText)]);

    public static DayOfWeek? DayFromText(string text) => Array.IndexOf(DayNames, text) is >= 0 and var day ? (DayOfWeek)day : null;

    public static string ToText(DayOfWeek day) => DayNames[(int)day];

    /// <summary>Minutes since midnight; 24:00 is the end of the day. Null when it is no time of day.</summary>
    public static int? MinuteFromText(string? text) =>
        text is { Length: 5 } && text[2] == ':' && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && minutes < 60 && (hours * 60) + minutes <= MinutesOfDay ? (hours * 60) + minutes : null;

    public static string MinuteToText(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    public override string ToString() => string.Join(';', _windows.Select(window =>
        $"{string.Join(',', window.Days.Select(ToText))} {MinuteToText(window.From)}-{MinuteToText(window.To)}"));

    public bool Contains(DateTimeOffset instant, TimeZoneInfo zone)
    {
        if (_windows.Count == 0) return true;
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var today = local.DayOfWeek;
        var yesterday = (DayOfWeek)(((int)today + 6) % 7);
        var at = local.TimeOfDay;
        foreach (var window in _windows)
        {
            var (from, to) = (TimeSpan.FromMinutes(window.From), TimeSpan.FromMinutes(window.To));
            if (from < to)
            {
                if (window.Days.Contains(today) && at >= from && at < to) return true;
            }
            else if ((window.Days.Contains(today) && at >= from) || (window.Days.Contains(yesterday) && at < to))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The next instant at which <see cref="Contains"/> says something else; null when it never does.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset instant, TimeZoneInfo zone)
    {
        if (_windows.Count == 0) return null;
        var now = Contains(instant, zone);
        // Most often it is soon. Two weeks, because the yearly change of the clock can take a week's only window away.
        foreach (var days in (int[])[3, 15])
        {
            foreach (var candidate in Candidates(instant, zone, days).Where(candidate => candidate > instant))
            {
                if (Contains(candidate, zone) == now) continue;
                // Of the last day not all is known yet.
                if (days == 3 && candidate > instant.AddHours(24)) break;
                return candidate;
            }
        }
        return null;
    }

    private SortedSet<DateTimeOffset> Candidates(DateTimeOffset instant, TimeZoneInfo zone, int days)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).Date).AddDays(-1);
        return [.. WallClock.Marks(first, days + 1, [.. _windows.SelectMany(window => (int[])[window.From, window.To]).Append(0).Distinct()], zone)];
    }

    private static WeeklyWindow WindowFromText(string text)
    {
        var (days, times) = (text.Split(' ')[0], text.Split(' ')[1].Split('-'));
        return new WeeklyWindow([.. days.Split(',').Select(day => DayFromText(day)!.Value)], MinuteFromText(times[0])!.Value, MinuteFromText(times[1])!.Value);
    }
}

/// <param name="Days">The days on which it begins.</param>
/// <param name="From">Minutes since midnight, 0..1439.</param>
/// <param name="To">Minutes since midnight, 1..1440; not after <paramref name="From"/>: on the next day.</param>
internal sealed record WeeklyWindow(IReadOnlyList<DayOfWeek> Days, int From, int To);
