using Ampwright.Csms.Authorization;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Authorization;

[Once]
public sealed class WeeklyWindowsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("mon,tue 08:00-18:00", "2026-03-02T08:00:00+01:00", true)]
    [InlineData("mon,tue 08:00-18:00", "2026-03-02T07:59:59+01:00", false)]
    [InlineData("mon,tue 08:00-18:00", "2026-03-03T18:00:00+01:00", false)]
    [InlineData("mon,tue 08:00-18:00", "2026-03-04T12:00:00+01:00", false)]
    [InlineData("sat 22:00-06:00", "2026-03-07T23:00:00+01:00", true)]
    [InlineData("sat 22:00-06:00", "2026-03-08T05:59:59+01:00", true)]
    [InlineData("sat 22:00-06:00", "2026-03-08T06:00:00+01:00", false)]
    [InlineData("sat 22:00-06:00", "2026-03-08T23:00:00+01:00", false)]
    [InlineData("fri 08:00-24:00", "2026-03-06T23:59:59+01:00", true)]
    [InlineData("fri 08:00-24:00", "2026-03-07T00:00:00+01:00", false)]
    [InlineData("", "2026-03-07T00:00:00+01:00", true)]
    // The same hour of the wall clock in summer is an hour earlier in UTC.
    [InlineData("wed 08:00-09:00", "2026-07-01T06:30:00Z", true)]
    [InlineData("wed 08:00-09:00", "2026-07-01T07:30:00Z", false)]
    // 25 October 2026, 02:00-03:00 is shown twice, and 29 March 02:00-03:00 never.
    [InlineData("sun 02:00-03:00", "2026-10-25T00:30:00Z", true)]
    [InlineData("sun 02:00-03:00", "2026-10-25T01:30:00Z", true)]
    [InlineData("sun 02:00-03:00", "2026-10-25T02:00:00Z", false)]
    [InlineData("sun 02:00-03:00", "2026-03-29T01:00:00Z", false)]
    public void A_window_is_open_by_the_clock_on_the_sites_wall(string windows, string at, bool open) =>
        Assert.Equal(open, WeeklyWindows.FromText(windows).Contains(DateTimeOffset.Parse(at, null), Berlin));

    [Fact]
    public void A_window_that_the_clock_skips_one_week_opens_the_week_after() =>
        Assert.Equal(
            DateTimeOffset.Parse("2026-04-05T02:10:00+02:00", null),
            WeeklyWindows.FromText("sun 02:10-02:50").NextChange(DateTimeOffset.Parse("2026-03-28T12:00:00Z", null), Berlin));

    [Fact]
    public void The_next_change_is_the_one_that_a_look_at_every_minute_finds()
    {
        var random = new Random(7);
        string[] zones = ["Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"];
        for (var world = 0; world < 60; world++)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zones[random.Next(zones.Length)]);
            var windows = WeeklyWindows.Of(Enumerable.Range(0, random.Next(1, 4)).Select(_ => new WeeklyWindow(
                [.. Enumerable.Range(0, 7).Where(_ => random.Next(3) == 0).Append(random.Next(7)).Distinct().Select(day => (DayOfWeek)day)],
                random.Next(0, 48) * 30, random.Next(1, 49) * 30)));
            // Half of the worlds are looked at about a change of the clock.
            var changes = new[] { "2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z", "2026-03-07T20:00:00Z", "2026-10-31T20:00:00Z", "2026-04-04T10:00:00Z" };
            var at = (world % 2 == 0 ? DateTimeOffset.Parse(changes[random.Next(changes.Length)], null) : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(500_000)))
                .AddMinutes(random.Next(600));
            Assert.Equal(windows.ToString(), WeeklyWindows.FromText(windows.ToString()).ToString());
            var open = windows.Contains(at, zone);
            DateTimeOffset? expected = null;
            for (var minute = 1; minute <= 13 * 24 * 60 && expected is null; minute++)
            {
                if (windows.Contains(at.AddMinutes(minute), zone) != open) expected = at.AddMinutes(minute);
            }
            Assert.True(windows.NextChange(at, zone) == expected, $"{windows} in {zone.Id} from {at:O}: {windows.NextChange(at, zone):O}, not {expected:O}");
        }
    }
}
