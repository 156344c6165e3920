using Ampwright.Ocpp.Messages.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;
using static Ampwright.Ocpp.Tests.SmartCharging.Charging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

public sealed class RecurrenceTests
{
    private const int Day = 86400;

    [Fact]
    public void A_daily_schedule_restarts_every_24_hours_at_the_time_of_its_start()
    {
        // Errata v4.0 3.78. It began three days ago at 11:00; now it is 10:00.
        var profile = Daily("0:10 3600:20", start: Now.AddDays(-3).AddHours(1));
        Assert.Equal("0:20 3600:10 7200:20 90000:10 93600:20", Situation(profile.At(0)).Composite(2 * Day).Text());
    }

    [Fact]
    public void A_weekly_schedule_restarts_on_the_weekday_of_its_start()
    {
        // Wednesday 10:00, so now, on Thursday, the second day of it has begun.
        var profile = Profile(1, TxDefaultProfile, $"0:6 {Day}:10 {2 * Day}:16", kind: ChargingProfileKind.Recurring, every: RecurrencyKind.Weekly, start: Now.AddDays(-8));
        Assert.Equal(DayOfWeek.Wednesday, profile.ChargingSchedule.StartSchedule!.Value.Instant.DayOfWeek);
        Assert.Equal($"0:10 {Day}:16 {6 * Day}:6 {7 * Day}:10", Situation(profile.At(0)).Composite(8 * Day).Text());
    }

    [Fact]
    public void Nothing_recurs_before_the_first_start() =>
        Assert.Equal("0:32 3600:10 7200:20", Situation(Daily("0:10 3600:20", start: Now.AddHours(1)).At(0)).Composite(Day).Text());

    [Fact]
    public void After_a_duration_shorter_than_the_recurrence_the_lower_stack_level_has_its_turn() =>
        // Errata v4.0 3.43.
        Assert.Equal($"0:10 1800:16 {Day}:10 {Day + 1800}:16", Situation(
            Daily("0:10", start: Now, duration: 1800, level: 1).At(0),
            Profile(2, TxDefaultProfile, "0:16", start: Now).At(0)).Composite(2 * Day).Text());

    [Fact]
    public void What_is_longer_than_the_recurrence_is_not_carried_out() =>
        // Errata v4.0 3.44: the period after a day and the second day of the duration never come.
        Assert.Equal($"0:10 3600:20 {Day}:10 {Day + 3600}:20", Situation(Daily($"0:10 3600:20 {Day}:6 90000:8", start: Now, duration: 2 * Day).At(0)).Composite(2 * Day).Text());

    [Fact]
    public void Periods_beyond_the_duration_are_not_carried_out_and_the_last_one_is_stretched_to_it()
    {
        // OCPP 1.6 ed. 2 §5.16.4.
        Assert.Equal("0:10 60:32", Situation(Profile(1, TxDefaultProfile, "0:10 90:20", start: Now, duration: 60).At(0)).Composite(Day).Text());
        Assert.Equal("0:10 90:20 500:32", Situation(Profile(1, TxDefaultProfile, "0:10 90:20", start: Now, duration: 500).At(0)).Composite(Day).Text());
    }

    [Fact]
    public void Validity_cuts_a_recurrence_where_it_stands() =>
        Assert.Equal("0:32 100:10 200:20 1000:32", Situation(
            Daily("0:10 200:20", start: Now.AddDays(-1)) is var profile ? (profile with { ValidFrom = Now.AddSeconds(100), ValidTo = Now.AddSeconds(1000) }).At(0) : null!).Composite(Day).Text());

    [Fact]
    public void Weekends_lie_over_weekdays_as_in_a_calendar()
    {
        // OCPP 1.6 ed. 2 §3.13.2: full power at night, and all weekend.
        var monday = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var situation = Situation(
            Profile(1, TxDefaultProfile, "0:32 21600:10 82800:32", kind: ChargingProfileKind.Recurring, every: RecurrencyKind.Daily, start: monday).At(0),
            Profile(2, TxDefaultProfile, "0:32", level: 1, kind: ChargingProfileKind.Recurring, every: RecurrencyKind.Weekly, start: monday.AddDays(5), duration: 2 * Day).At(0));
        var limits = Enumerable.Range(0, 7).Select(day => situation.LimitAt(1, monday.AddDays(7 + day).AddHours(12)).Current);
        Assert.Equal([10m, 10m, 10m, 10m, 10m, 32m, 32m], limits);
        // Tuesday, 23:00 to Wednesday, 06:00.
        Assert.Equal("0:10 39600:32 64800:10", situation.Composite(Day, from: monday.AddDays(8).AddHours(12)).Text());
    }

    private static ChargingProfile Daily(string periods, DateTimeOffset start, int? duration = null, int level = 0) =>
        Profile(1, TxDefaultProfile, periods, level, ChargingProfileKind.Recurring, start, duration, RecurrencyKind.Daily);
}
