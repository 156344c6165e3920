using Ampwright.Ocpp.Messages.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;
using static Ampwright.Ocpp.Tests.SmartCharging.Charging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

/// <summary>Examples worked out by hand: the standard's own, and those of the certification's test cases.</summary>
public sealed class ExampleTests
{
    /// <summary>OCPP 1.6 ed. 2 §3.13.7: 6 kW between 08:00 and 20:00, every day.</summary>
    private static readonly ChargingProfile Daytime = Profile(
        100, TxDefaultProfile, "0:11000/3 28800:6000/3 72000:11000/3", kind: ChargingProfileKind.Recurring, every: RecurrencyKind.Daily,
        start: new DateTimeOffset(2013, 1, 1, 0, 0, 0, TimeSpan.Zero), duration: 86400, unit: ChargingRateUnit.W);

    [Theory]
    [InlineData("2026-03-05T07:59:59Z", 11000)]
    [InlineData("2026-03-05T08:00:00Z", 6000)]
    [InlineData("2026-03-05T19:59:59Z", 6000)]
    [InlineData("2026-03-05T20:00:00Z", 11000)]
    [InlineData("2026-03-06T00:00:00Z", 11000)]
    public void The_standards_daily_default_limits_to_6_kW_by_day(string instant, int watts)
    {
        var limit = Situation(Daytime.At(0)).LimitAt(1, DateTimeOffset.Parse(instant));
        Assert.Equal(watts, limit.Power);
        Assert.Equal(100, limit.Deciding.Profile!.Profile.ChargingProfileId);
    }

    [Fact]
    public void The_standards_daily_default_gives_a_schedule_of_a_whole_day() =>
        Assert.Equal("0:6000 36000:11000 79200:6000", Situation(Daytime.At(0)).Composite(86400, unit: ChargingRateUnit.W).Text());

    [Fact]
    public void Power_becomes_current_by_the_nominal_voltage_and_the_phases() =>
        // 6000 / (230 × 3) = 8.695…, 11000 / 690 = 15.942…
        Assert.Equal("0:8.6 36000:15.9 79200:8.6", Situation(Daytime.At(0)).Composite(86400).Text());

    [Theory]
    [InlineData(0, "0:8 50:10 200:6 240:10 260:8 300:10")]
    [InlineData(20, "0:8 30:10 180:6 220:10 240:8 280:10")]
    public void The_profile_of_the_transaction_overrules_the_default_under_the_stations_maximum(int late, string expected)
    {
        // TC_066_CS, with the composite asked for some seconds after the profiles' start.
        var situation = Situation(
            Profile(1, ChargePointMaxProfile, "0:10", start: Now, duration: 86400).At(0),
            Profile(2, TxDefaultProfile, "0:6 60:10 120:8 180:15 260:8", start: Now, duration: 300, from: Now, to: Now.AddSeconds(401)).At(1),
            Profile(3, TxProfile, "0:8 50:11 140:16 200:6 240:12", start: Now, duration: 260, from: Now, to: Now.AddSeconds(401)).At(1, transaction: 1));
        Assert.Equal(expected, situation.Composite(400, from: Now.AddSeconds(late)).Text());
    }

    [Fact]
    public void Clearing_one_profile_after_the_other_uncovers_those_below()
    {
        // TC_067_CS.
        var situation = Situation(
            Profile(1, TxDefaultProfile, "0:6 60:8 200:10", level: 1, start: Now, duration: 400).At(1),
            Profile(2, TxDefaultProfile, "0:7 100:9", start: Now, duration: 400).At(1),
            Profile(3, ChargePointMaxProfile, "0:11 200:12", start: Now, duration: 86400).At(0));
        Assert.Equal("0:6 60:8 200:10", situation.Composite(350).Text());

        situation = situation with { Profiles = situation.Profiles.Clear(new ClearChargingProfileRequest { Id = 1 }).Profiles };
        Assert.Equal("0:7 100:9", situation.Composite(350).Text());

        situation = situation with
        {
            Profiles = situation.Profiles.Clear(new ClearChargingProfileRequest { ChargingProfilePurpose = TxDefaultProfile, StackLevel = 0 }).Profiles,
        };
        Assert.Equal("0:11 200:12", situation.Composite(350).Text());

        situation = situation with { Profiles = situation.Profiles.Clear(new ClearChargingProfileRequest()).Profiles };
        Assert.Equal("0:32", situation.Composite(350).Text());
    }

    [Fact]
    public void A_higher_stack_level_yields_to_the_lower_one_when_its_duration_ends()
    {
        // TC_072_CS.
        var situation = Situation(
            Profile(1, TxDefaultProfile, "0:6 100:8 200:10", start: Now, duration: 400, from: Now, to: Now.AddSeconds(401)).At(1),
            Profile(2, TxDefaultProfile, "0:7 100:9", level: 1, start: Now, duration: 150, from: Now, to: Now.AddSeconds(401)).At(1));
        Assert.Equal("0:7 100:9 150:8 200:10", situation.Composite(350).Text());
    }

    [Fact]
    public void A_higher_stack_level_without_a_duration_never_yields()
    {
        // Errata v4.0 3.7.
        var situation = Situation(
            Profile(1, TxDefaultProfile, "0:6", start: Now).At(1),
            Profile(2, TxDefaultProfile, "0:16 100:20", level: 1, start: Now).At(1));
        Assert.Equal("0:16 100:20", situation.Composite(1_000_000).Text());
    }

    [Fact]
    public void A_schedule_is_sent_without_a_start_of_its_own()
    {
        var response = Situation(Profile(1, TxDefaultProfile, "0:16", start: Now, duration: 60).At(0)).Composite(300).ToResponse();
        Assert.Equal(GetCompositeScheduleStatus.Accepted, response.Status.Value);
        Assert.Equal((OcppTime)Now, response.ScheduleStart);
        Assert.Null(response.ChargingSchedule!.StartSchedule);
        Assert.Equal(300, response.ChargingSchedule.Duration);
        Assert.Equal([(0, 16m, 3), (60, 32m, 3)], response.ChargingSchedule.ChargingSchedulePeriod.Select(period => (period.StartPeriod, period.Limit, period.NumberPhases!.Value)));
    }
}
