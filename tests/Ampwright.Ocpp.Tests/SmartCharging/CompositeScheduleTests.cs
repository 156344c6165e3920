using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;
using static Ampwright.Ocpp.Tests.SmartCharging.Charging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

public sealed class CompositeScheduleTests
{
    [Fact]
    public void The_station_is_the_sum_of_its_connectors_under_its_maximum()
    {
        var situation = TwoConnectors(
            Profile(1, ChargePointMaxProfile, "0:40 300:20", start: Now).At(0),
            Profile(2, TxDefaultProfile, "0:16 100:30", start: Now).At(1),
            Profile(3, TxDefaultProfile, "0:10 200:6", start: Now).At(2));
        Assert.Equal("0:26 100:40 200:36 300:20", situation.Composite(400, connectorId: 0).Text());
    }

    [Fact]
    public void Without_profiles_the_station_is_what_its_hardware_stands()
    {
        Assert.Equal("0:64", TwoConnectors().Composite(60, connectorId: 0).Text());
        var fused = TwoConnectors() with { StationCurrent = 40 };
        Assert.Equal("0:40", fused.Composite(60, connectorId: 0).Text());
        Assert.Equal("0:27600", fused.Composite(60, connectorId: 0, unit: ChargingRateUnit.W).Text());
        Assert.Equal(LimitSource.Station, fused.LimitAt(0, Now).Deciding.Source);
        Assert.Equal("0:32", fused.Composite(60, connectorId: 1).Text());
    }

    [Fact]
    public void The_station_says_what_limits_it()
    {
        var situation = TwoConnectors(
            Profile(1, ChargePointMaxProfile, "0:40", start: Now, duration: 100).At(0),
            Profile(2, TxDefaultProfile, "0:16 50:30", start: Now).At(0));
        Assert.Equal((LimitSource.Connectors, 32m, Now.AddSeconds(50)), Read(situation.LimitAt(0, Now)));
        Assert.Equal((LimitSource.ChargePointMaxProfile, 40m, Now.AddSeconds(100)), Read(situation.LimitAt(0, Now.AddSeconds(50))));

        static (LimitSource, decimal, DateTimeOffset?) Read(ChargingLimit limit) => (limit.Deciding.Source, limit.Current, limit.Until);
    }

    [Fact]
    public void Neighbours_that_are_equal_become_one_period_also_when_only_rounding_makes_them_equal()
    {
        Assert.Equal("0:16 120:10", Situation(Profile(1, TxDefaultProfile, "0:16 60:16 120:10", start: Now).At(0)).Composite(300).Text());
        // 16.01 A and 16.02 A.
        Assert.Equal("0:16", Situation(Profile(1, TxDefaultProfile, "0:11046.9 60:11053.8", start: Now, unit: ChargingRateUnit.W).At(0)).Composite(300).Text());
    }

    [Fact]
    public void A_limit_with_too_many_decimals_is_rounded_down_and_never_up() =>
        Assert.Equal("0:15.9", Situation(Profile(1, TxDefaultProfile, "0:15.99", start: Now).At(0)).Composite(300).Text());

    [Fact]
    public void The_lowest_limit_of_a_second_holds_for_all_of_it()
    {
        var profile = Profile(1, TxDefaultProfile, "0:16 10:6 20:16", start: Now.AddMilliseconds(500)).At(0);
        // 32 A until 0.5 s, 6 A from 10.5 s to 20.5 s.
        Assert.Equal("0:16 10:6 21:16", Situation(profile).Composite(60).Text());
        Assert.Equal("0:16 10:6 20:16", Situation(profile).Composite(60, from: Now.AddMilliseconds(500)).Text());
    }

    [Fact]
    public void A_limit_that_holds_for_part_of_a_second_only_is_not_lost()
    {
        var situation = Situation(
            Profile(1, TxDefaultProfile, "0:16", start: Now).At(0),
            Profile(2, TxDefaultProfile, "0:6", level: 1, start: Now, from: Now.AddMilliseconds(5300), to: Now.AddMilliseconds(5600)).At(0));
        Assert.Equal("0:16 5:6 6:16", situation.Composite(60).Text());
    }

    [Fact]
    public void A_schedule_with_too_many_periods_ends_early_and_says_so()
    {
        var situation = Situation(Profile(1, TxDefaultProfile, "0:6 10:7 20:8 30:9", start: Now).At(0));
        var cut = CompositeSchedule.Of(situation, 1, Now, 100, ChargingRateUnit.A, mostPeriods: 3)!;
        Assert.Equal(("0:6 10:7 20:8", 30, false), (cut.Text(), cut.Duration, cut.IsComplete));
        var whole = CompositeSchedule.Of(situation, 1, Now, 100, ChargingRateUnit.A, mostPeriods: 4)!;
        Assert.Equal(("0:6 10:7 20:8 30:9", 100, true), (whole.Text(), whole.Duration, whole.IsComplete));
    }

    [Fact]
    public void A_schedule_over_68_years_finds_what_ends_after_60_and_stops_at_its_most_periods()
    {
        // What a hostile CSMS may ask: more than a million changes, none of which is seen behind a lower maximum.
        var hourly = string.Join(' ', Enumerable.Range(0, 48).Select(half => $"{half * 1800}:{16 + (half % 2)}"));
        var situation = Situation(
            Profile(1, TxDefaultProfile, hourly, kind: ChargingProfileKind.Recurring, every: RecurrencyKind.Daily, start: Now).At(0),
            Profile(2, ChargePointMaxProfile, "0:10", start: Now, to: Now.AddYears(60)).At(0));
        var schedule = situation.Composite(int.MaxValue);
        Assert.Equal(1000, schedule.Periods.Count);
        Assert.Equal(10, schedule.Periods[0].Limit);
        Assert.Equal((int)(Now.AddYears(60) - Now).TotalSeconds, schedule.Periods[1].StartPeriod);
    }

    private static ChargingSituation TwoConnectors(params InstalledProfile[] profiles) => new()
    {
        Profiles = new InstalledProfiles(profiles),
        Connectors =
        [
            new ConnectorSupply { ConnectorId = 1, MaxCurrent = 32, Transaction = 1, ChargingSince = Now },
            new ConnectorSupply { ConnectorId = 2, MaxCurrent = 32, Transaction = 2, ChargingSince = Now },
        ],
    };
}
