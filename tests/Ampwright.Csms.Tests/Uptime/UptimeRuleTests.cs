using Ampwright.Csms.Availability;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Uptime;

namespace Ampwright.Csms.Tests.Uptime;

[Once]
public sealed class UptimeRuleTests
{
    public static TheoryData<string, string, string, int> Windows => new()
    {
        // A place, the twelve months or the year as its clock has them, and a seed.
        { "Europe/Berlin", "2025-03-31T22:00:00Z", "2026-03-31T22:00:00Z", 1 },
        { "Europe/London", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 2 },
        { "America/New_York", "2026-11-01T04:00:00Z", "2027-11-01T04:00:00Z", 3 },
        { "UTC", "2027-12-01T00:00:00Z", "2028-12-01T00:00:00Z", 4 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Both_rules_tell_to_the_minute_what_a_clerk_counts_by_the_minute(string place, string from, string until, int seed)
    {
        var (zone, random) = (TimeZoneInfo.FindSystemTimeZoneById(place), new Random(seed));
        var window = new Stretch(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(until, null));
        var clerk = new MinuteClerk(zone, window);
        var told = 0;
        for (var number = 0; number < 250; number++)
        {
            var story = PortStory.Random(random, window.From.AddDays(-200), 600);
            // Within the window, or after it.
            var now = window.From.AddMinutes(random.Next(400 * 24 * 60));
            var past = window with { Until = now < window.Until ? now : window.Until };
            story.Events.RemoveAll(happened => happened.At >= past.Until);
            clerk.Watch(story, now);
            if (story.Timeline(zone, past) is not { } port)
            {
                Assert.Equal(0, clerk.Known);
                continue;
            }

            var nevi = NeviUptime.Of(port, TimeSet.Of([window]));
            var uk = UkReliability.Of(port, TimeSet.Of([window]));

            var where = $"{place}, story {number}";
            Assert.True((clerk.Known, clerk.Outage, clerk.Excluded) == (nevi.KnownMinutes, nevi.OutageMinutes, nevi.ExcludedMinutes),
                $"{where}: NEVI {nevi.KnownMinutes} {nevi.OutageMinutes} {nevi.ExcludedMinutes}, the clerk {clerk.Known} {clerk.Outage} {clerk.Excluded}");
            Assert.True((clerk.Working, clerk.Ineligible, clerk.NotWorking) == (uk.WorkingMinutes, uk.IneligibleMinutes, uk.NotWorkingMinutes),
                $"{where}: UK {uk.WorkingMinutes} {uk.IneligibleMinutes} {uk.NotWorkingMinutes}, the clerk {clerk.Working} {clerk.Ineligible} {clerk.NotWorking}");
            Assert.Equal(Math.Max(0m, 100m - (100m * (clerk.Outage - clerk.Excluded) / 525600m)), nevi.Percent, 10);
            if (clerk.Outage > clerk.Excluded && clerk.NotWorking > 0) told++;
        }
        Assert.True(told > 100, $"Only {told} stories told anything.");
    }

    [Fact]
    public void Seconds_count_as_well()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var year = new Stretch(start, start.AddYears(1));
        var port = new PortTimeline { Known = TimeSet.Of([year]), Faulted = TimeSet.Of(start.AddSeconds(30), start.AddSeconds(45)) };

        Assert.Equal(0.25m, NeviUptime.Of(port, TimeSet.Of([year])).OutageMinutes);
        Assert.Equal(0.25m, UkReliability.Of(port, TimeSet.Of([year])).NotWorkingMinutes);
    }

    [Fact]
    public void Uptime_of_exactly_97_percent_is_not_greater_than_97_percent()
    {
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var year = new Stretch(start, start.AddYears(1));
        NeviUptime Out(int minutes) => NeviUptime.Of(new PortTimeline { Known = TimeSet.Of([year]), Offline = TimeSet.Of(start, start.AddMinutes(minutes)) }, TimeSet.Of([year]));

        Assert.Equal(97m, Out(15768).Percent);
        Assert.False(Out(15768).IsMet);
        Assert.True(Out(15767).IsMet);
    }

    [Fact]
    public void A_leap_year_out_is_no_uptime_below_nothing()
    {
        var start = new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var year = TimeSet.Of(start, start.AddYears(1));

        var uptime = NeviUptime.Of(new PortTimeline { Known = year, Offline = year }, year);

        Assert.Equal(527_040, uptime.OutageMinutes);
        Assert.Equal(0, uptime.Percent);
    }

    [Fact]
    public void The_network_is_measured_by_the_minutes_of_all_its_ports()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var year = TimeSet.Of(start, start.AddYears(1));
        // One known for the whole year, one for its last tenth and out for half of that.
        var late = TimeSet.Of(start.AddDays(328.5), start.AddYears(1));
        var all = UkReliability.Of(
        [
            UkReliability.Of(new PortTimeline { Known = year }, year),
            UkReliability.Of(new PortTimeline { Known = late, Faulted = TimeSet.Of(start.AddDays(328.5), start.AddDays(346.75)) }, year),
        ]);

        Assert.Equal(Math.Round(100m * (365m + 18.25m) / (365m + 36.5m), 8), Math.Round(all.Percent!.Value, 8));
        Assert.Null(UkReliability.Of([]).Percent);
    }

    [Theory]
    [InlineData("2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00Z")]
    // The clock goes forward at midnight, and back at midnight.
    [InlineData("2026-03-29", "Asia/Beirut", "2026-03-28T22:00:00Z")]
    [InlineData("2026-11-01", "America/Havana", "2026-11-01T04:00:00Z")]
    public void A_day_begins_when_the_clock_on_the_wall_says_so(string day, string place, string at) =>
        Assert.Equal(DateTimeOffset.Parse(at, null), SiteCalendar.StartOf(DateOnly.Parse(day, null), TimeZoneInfo.FindSystemTimeZoneById(place)));

    [Theory]
    [InlineData("Available", AvailabilityClass.Operative)]
    [InlineData("Preparing", AvailabilityClass.Operative)]
    [InlineData("Charging", AvailabilityClass.Operative)]
    [InlineData("SuspendedEV", AvailabilityClass.Operative)]
    [InlineData("SuspendedEVSE", AvailabilityClass.Operative)]
    [InlineData("Finishing", AvailabilityClass.Operative)]
    [InlineData("Reserved", AvailabilityClass.Operative)]
    [InlineData("Unavailable", AvailabilityClass.Unavailable)]
    [InlineData("Faulted", AvailabilityClass.Faulted)]
    [InlineData("available", AvailabilityClass.Unknown)]
    internal void Every_status_of_the_standard_is_operative_or_not(string status, AvailabilityClass expected) => Assert.Equal(expected, StatusHistory.ClassOf(status));
}
