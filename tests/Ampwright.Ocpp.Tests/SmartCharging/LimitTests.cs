using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;
using static Ampwright.Ocpp.Tests.SmartCharging.Charging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

public sealed class LimitTests
{
    [Fact]
    public void Without_a_profile_the_connector_is_the_limit_for_ever()
    {
        var limit = Situation().LimitAt(1, Now);
        Assert.Equal((32m, 22080m, 3), (limit.Current, limit.Power, limit.Phases));
        Assert.Equal(LimitSource.Connector, limit.Deciding.Source);
        Assert.Null(limit.Until);
    }

    [Fact]
    public void A_limit_names_the_profile_and_the_period_and_says_until_when()
    {
        var limit = Situation(
            Profile(1, ChargePointMaxProfile, "0:20", start: Now).At(0),
            Profile(2, TxDefaultProfile, "0:16 600:10", start: Now.AddSeconds(-700), duration: 1000).At(0)).LimitAt(1, Now);

        Assert.Equal(10, limit.Current);
        Assert.Equal((LimitSource.TxDefaultProfile, 2, 1), (limit.Deciding.Source, limit.Deciding.Profile!.Profile.ChargingProfileId, limit.Deciding.Period!.Value));
        Assert.Equal(600, limit.Deciding.SchedulePeriod!.StartPeriod);
        Assert.Equal([(LimitSource.TxDefaultProfile, 10m), (LimitSource.ChargePointMaxProfile, 20m), (LimitSource.Connector, 32m)], limit.Applied.Select(one => (one.Source, one.Current)));
        Assert.Equal(Now.AddSeconds(300), limit.Until);
    }

    [Fact]
    public void A_limit_of_nothing_pauses_charging() =>
        Assert.Equal(0, Situation(Profile(1, TxDefaultProfile, "0:0", start: Now).At(0)).LimitAt(1, Now).Current);

    [Fact]
    public void A_limit_that_never_changes_again_is_told_from_one_that_changes_in_years()
    {
        var years = Now.AddYears(30);
        var daily = Profile(1, TxDefaultProfile, "0:16 3600:16", kind: ChargingProfileKind.Recurring, every: RecurrencyKind.Daily, start: Now.AddDays(-2), to: years);
        var single = Profile(1, TxDefaultProfile, "0:16", kind: ChargingProfileKind.Recurring, every: RecurrencyKind.Daily, start: Now.AddDays(-2), to: years);
        // The reason changes every day though the limit does not.
        Assert.Equal(Now.AddHours(1), Situation(daily.At(0)).LimitAt(1, Now).Until);
        Assert.Equal(years, Situation(single.At(0)).LimitAt(1, Now).Until);
        Assert.Null(Situation((single with { ValidTo = null }).At(0)).LimitAt(1, Now).Until);
    }

    [Fact]
    public void Validity_begins_with_its_first_instant_and_ends_before_its_last()
    {
        var situation = Situation(Profile(1, TxDefaultProfile, "0:16", start: Now.AddDays(-1), from: Now, to: Now.AddSeconds(10)).At(0));
        Assert.Equal([32m, 16m, 16m, 32m], new[] { -1, 0, 100_000_000 - 1, 100_000_000 }.Select(ticks => situation.LimitAt(1, Now.AddTicks(ticks)).Current));
        Assert.Equal("0:32 5:16 15:32", situation.Composite(60, from: Now.AddSeconds(-5)).Text());
    }

    [Fact]
    public void A_connectors_own_default_stands_in_for_the_one_of_all_connectors_of_its_level()
    {
        var situation = Situation(
            Profile(1, TxDefaultProfile, "0:10", start: Now).At(0),
            Profile(2, TxDefaultProfile, "0:20", start: Now, duration: 60).At(1)) with
        {
            Connectors = [new ConnectorSupply { ConnectorId = 1, MaxCurrent = 32 }, new ConnectorSupply { ConnectorId = 2, MaxCurrent = 32 }],
        };
        Assert.Equal("0:20 60:10", situation.Composite(100, connectorId: 1).Text());
        Assert.Equal("0:10", situation.Composite(100, connectorId: 2).Text());
    }

    [Fact]
    public void A_higher_default_of_all_connectors_prevails_over_a_lower_one_of_the_connector() =>
        Assert.Equal(10, Situation(
            Profile(1, TxDefaultProfile, "0:10", level: 1, start: Now).At(0),
            Profile(2, TxDefaultProfile, "0:20", start: Now).At(1)).LimitAt(1, Now).Current);

    [Fact]
    public void A_profile_of_another_transaction_does_not_hold() =>
        Assert.Equal(32, Situation(Profile(1, TxProfile, "0:10", start: Now).At(1, transaction: 2)).LimitAt(1, Now).Current);

    [Fact]
    public void The_defaults_hold_where_the_transactions_own_profile_has_a_gap() =>
        Assert.Equal("0:10 60:20 120:10", Situation(
            Profile(1, TxDefaultProfile, "0:10", level: 5, start: Now).At(0),
            Profile(2, TxProfile, "0:20", start: Now.AddSeconds(60), duration: 60).At(1, transaction: 1)).Composite(200).Text());

    [Fact]
    public void A_new_default_takes_hold_of_a_running_transaction_and_its_removal_sets_it_free()
    {
        // Errata v4.0 3.8.
        var situation = Situation(Profile(1, TxDefaultProfile, "0:10", kind: ChargingProfileKind.Relative).At(0));
        Assert.Equal(10, situation.LimitAt(1, Now).Current);
        Assert.Equal(32, (situation with { Profiles = InstalledProfiles.None }).LimitAt(1, Now).Current);
    }

    [Theory]
    [InlineData(ChargingProfileKind.Relative, "0:10 300:16")]
    [InlineData(ChargingProfileKind.Absolute, "0:10 300:16")]
    public void Without_a_start_a_schedule_counts_from_the_start_of_charging(ChargingProfileKind kind, string expected) =>
        // Charging began 600 s ago.
        Assert.Equal(expected, Situation(Profile(1, TxDefaultProfile, "0:6 600:10 900:16", kind: kind).At(0)).Composite(1000).Text());

    [Fact]
    public void A_relative_schedule_disregards_its_start() =>
        Assert.Equal("0:10", Situation(Profile(1, TxProfile, "0:6 600:10", kind: ChargingProfileKind.Relative, start: Now).At(1, transaction: 1)).Composite(1000).Text());

    [Fact]
    public void On_an_idle_connector_a_relative_schedule_is_taken_as_if_charging_began_now()
    {
        var situation = Situation(Profile(1, TxDefaultProfile, "0:6 600:10", kind: ChargingProfileKind.Relative).At(0)) with
        {
            Connectors = [new ConnectorSupply { ConnectorId = 1, MaxCurrent = 32 }],
        };
        Assert.Equal("0:6 600:10", situation.Composite(1000).Text());
    }

    [Fact]
    public void Without_a_start_the_stations_maximum_counts_from_its_receipt() =>
        Assert.Equal("0:6 40:10", Situation(Profile(1, ChargePointMaxProfile, "0:6 100:10").At(0, received: Now.AddSeconds(-60))).Composite(1000).Text());

    [Fact]
    public void A_limit_of_an_unknown_connector_cannot_be_asked_for()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Situation().LimitAt(2, Now));
        Assert.Null(CompositeSchedule.Of(Situation(), 2, Now, 60, ChargingRateUnit.A));
        Assert.Equal([true, true, false], new[] { 0, 1, 2 }.Select(Situation().Knows));
    }

    [Theory]
    [InlineData(ChargingRateUnit.A)]
    [InlineData(ChargingRateUnit.W)]
    public void A_limit_beyond_all_measure_is_no_trouble(ChargingRateUnit unit)
    {
        var profile = Profile(1, TxDefaultProfile, "0:0 60:79228162514264337593543950335", start: Now, unit: unit);
        Assert.Equal("0:0 60:32", Situation(profile.At(0)).Composite(100).Text());
        Assert.Equal("0:0 60:22080", Situation(profile.At(0)).Composite(100, unit: ChargingRateUnit.W).Text());
        Assert.Equal("0:0 60:32", Situation((profile with { ChargingProfilePurpose = ChargePointMaxProfile }).At(0)).Composite(100, connectorId: 0).Text());
    }

    [Fact]
    public void Schedules_that_end_beyond_the_year_9999_are_no_trouble()
    {
        var situation = Situation(Profile(1, TxDefaultProfile, $"0:6 {int.MaxValue}:10", start: DateTimeOffset.MaxValue.AddDays(-1), duration: int.MaxValue).At(0));
        Assert.Equal(DateTimeOffset.MaxValue.AddDays(-1), situation.LimitAt(1, Now).Until);
        Assert.Null(situation.LimitAt(1, DateTimeOffset.MaxValue).Until);
        Assert.Equal("0:6 2147397247:32", situation.Composite(int.MaxValue, from: DateTimeOffset.MaxValue).Text());
    }
}
