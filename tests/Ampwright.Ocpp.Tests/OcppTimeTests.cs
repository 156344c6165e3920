using System.Globalization;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Tests;

public sealed class OcppTimeTests
{
    [Theory]
    // Zones and letters
    [InlineData("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.0000000")]
    [InlineData("2026-03-01t12:00:00z", "2026-03-01T12:00:00.0000000")]
    [InlineData("2026-03-01T12:00:00+00:00", "2026-03-01T12:00:00.0000000")]
    [InlineData("2026-03-01T12:00:00-00:00", "2026-03-01T12:00:00.0000000")]
    [InlineData("2026-03-01T12:00:00+14:00", "2026-02-28T22:00:00.0000000")]
    [InlineData("2026-03-01T12:00:00-14:00", "2026-03-02T02:00:00.0000000")]
    [InlineData("2026-03-01T12:00:00+05:45", "2026-03-01T06:15:00.0000000")]
    [InlineData("2026-03-01T00:00:00+23:59", "2026-02-28T00:01:00.0000000")]
    // Fractions: 100 ns are kept, the rest is cut off
    [InlineData("2026-03-01T12:00:00.5Z", "2026-03-01T12:00:00.5000000")]
    [InlineData("2026-03-01T12:00:00.123Z", "2026-03-01T12:00:00.1230000")]
    [InlineData("2026-03-01T12:00:00.123456Z", "2026-03-01T12:00:00.1234560")]
    [InlineData("2026-03-01T12:00:00.123456789Z", "2026-03-01T12:00:00.1234567")]
    [InlineData("2026-03-01T12:00:00.999999999+01:00", "2026-03-01T11:00:00.9999999")]
    // Leap seconds are the midnight that follows
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("2016-12-31T23:59:60.9Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00.0000000")]
    [InlineData("2015-06-30T23:59:60Z", "2015-07-01T00:00:00.0000000")]
    // The calendar's ends
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.0000000")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    [InlineData("2000-02-29T00:00:00Z", "2000-02-29T00:00:00.0000000")]
    public void A_time_of_RFC_3339_is_read_strictly_as_its_instant(string text, string utc)
    {
        Assert.True(OcppTime.TryParse(text, ReadMode.Strict, out var time));
        Assert.Equal(utc, time.Instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, time.Instant.Offset);
        Assert.Equal(OcppTimeForm.Rfc3339, time.Form);
        Assert.Equal(text, time.ReceivedText);
        Assert.Equal(text, time.ToString());
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00", OcppTimeForm.WithoutZone, "2026-03-01T12:00:00.000Z")]
    [InlineData("2026-08-04T13:35:45.377", OcppTimeForm.WithoutZone, "2026-08-04T13:35:45.377Z")]
    [InlineData("2026-03-01T12:00:00+03", OcppTimeForm.Lenient, "2026-03-01T09:00:00.000Z")]
    [InlineData("2026-03-01T12:00:00+0330", OcppTimeForm.Lenient, "2026-03-01T08:30:00.000Z")]
    [InlineData("2026-03-01T12:00:00-08", OcppTimeForm.Lenient, "2026-03-01T20:00:00.000Z")]
    [InlineData("2026-03-01T12:00:00Z[GMT]", OcppTimeForm.Lenient, "2026-03-01T12:00:00.000Z")]
    [InlineData("2026-03-01T12:00:00+01:00[Europe/Paris]", OcppTimeForm.Lenient, "2026-03-01T11:00:00.000Z")]
    [InlineData("2026-03-01 12:00:00Z", OcppTimeForm.Lenient, "2026-03-01T12:00:00.000Z")]
    [InlineData("2026-03-01T12:00Z", OcppTimeForm.Lenient, "2026-03-01T12:00:00.000Z")]
    [InlineData("2026-03-01T12:00:00,25Z", OcppTimeForm.Lenient, "2026-03-01T12:00:00.250Z")]
    [InlineData("2026-03-01T12:00:00Z ", OcppTimeForm.Lenient, "2026-03-01T12:00:00.000Z")]
    [InlineData(" 2026-03-01T12:00:00Z", OcppTimeForm.Lenient, "2026-03-01T12:00:00.000Z")]
    [InlineData("2026-03-01 12:00:00", OcppTimeForm.WithoutZone, "2026-03-01T12:00:00.000Z")]
    public void A_time_as_products_write_it_is_read_tolerantly_and_sent_in_our_own_form(string text, OcppTimeForm form, string sent)
    {
        Assert.False(OcppTime.TryParse(text, ReadMode.Strict, out _));
        Assert.True(OcppTime.TryParse(text, ReadMode.Tolerant, out var time));
        Assert.Equal(form, time.Form);
        Assert.Equal(text, time.ReceivedText);
        Assert.Equal(sent, time.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2026-03-01")]
    [InlineData("12:00:00Z")]
    [InlineData("1772368496")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("26-03-01T12:00:00.000Z")]
    [InlineData("2026-00-01T12:00:00Z")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("2026-03-00T12:00:00Z")]
    [InlineData("2026-03-32T12:00:00Z")]
    [InlineData("2026-02-29T12:00:00Z")]
    [InlineData("2100-02-29T12:00:00Z")]
    [InlineData("2026-04-31T12:00:00Z")]
    [InlineData("2026-03-01T24:00:00Z")]
    [InlineData("2026-03-01T12:60:00Z")]
    [InlineData("2026-03-01T12:00:61Z")]
    [InlineData("2026-03-01T12:00:60Z")]
    [InlineData("2026-03-15T23:59:60Z")]
    [InlineData("2016-12-31T23:59:60+01:00")]
    [InlineData("2026-03-01T12:00:00.Z")]
    [InlineData("2026-03-01T12:00:00.5.5Z")]
    [InlineData("2026-03-01T12:00:00+24:00")]
    [InlineData("2026-03-01T12:00:00+01:60")]
    [InlineData("2026-03-01T12:00:00+1:00")]
    [InlineData("2026-03-01T12:00:00+")]
    [InlineData("2026-03-01T12:00:00GMT")]
    [InlineData("2026-03-01T12:00:00ZZ")]
    [InlineData("2026-03-01T12:00:00[GMT]")]
    [InlineData("2026/03/01T12:00:00Z")]
    [InlineData("2026-03-01X12:00:00Z")]
    [InlineData("2026-03-01T12.00.00Z")]
    [InlineData("2026-3-1T12:00:00.000Z")]
    [InlineData("２026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00.00000000000000000000000000000000000000000000000000000000Z")]
    public void What_is_no_time_is_refused_in_either_mode(string text)
    {
        Assert.False(OcppTime.TryParse(text, ReadMode.Strict, out _));
        Assert.False(OcppTime.TryParse(text, ReadMode.Tolerant, out _));
    }

    [Fact]
    public void Every_quarter_of_an_hour_from_minus_14_to_14_hours_is_an_offset()
    {
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        for (var minutes = -14 * 60; minutes <= 14 * 60; minutes += 15)
        {
            var local = noon.ToOffset(TimeSpan.FromMinutes(minutes));
            Assert.True(OcppTime.TryParse(local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), ReadMode.Strict, out var time));
            Assert.Equal(noon, time.Instant);
        }
    }

    [Fact]
    public void Every_day_of_four_centuries_is_read_and_the_day_after_each_months_last_is_not()
    {
        for (var day = new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year < 2300; day = day.AddDays(1))
        {
            Assert.True(OcppTime.TryParse(day.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ReadMode.Strict, out var time) && time.Instant.UtcDateTime == day, $"{day:O}");
            if (day.AddDays(1).Month == day.Month) continue;
            Assert.False(OcppTime.TryParse($"{day:yyyy-MM}-{day.Day + 1:D2}T00:00:00Z", ReadMode.Tolerant, out _), $"after {day:O}");
        }
    }

    [Fact]
    public void A_time_of_our_own_is_sent_in_UTC_with_milliseconds() =>
        Assert.Equal("2026-03-01T11:34:56.789Z", new OcppTime(new DateTimeOffset(2026, 3, 1, 12, 34, 56, 789, TimeSpan.FromHours(1))).ToString());

    [Fact]
    public void Times_are_equal_and_ordered_by_their_instants_whatever_their_text()
    {
        Assert.True(OcppTime.TryParse("2026-03-01T12:00:00Z", ReadMode.Strict, out var noon));
        Assert.True(OcppTime.TryParse("2026-03-01T13:00:00+01:00", ReadMode.Strict, out var sameNoon));
        Assert.True(OcppTime.TryParse("2026-03-01T12:00:00.001Z", ReadMode.Strict, out var later));
        Assert.Equal(noon, sameNoon);
        Assert.Equal(noon.GetHashCode(), sameNoon.GetHashCode());
        Assert.True(noon < later && later > sameNoon && noon <= sameNoon && noon >= sameNoon && noon != later);
    }
}
