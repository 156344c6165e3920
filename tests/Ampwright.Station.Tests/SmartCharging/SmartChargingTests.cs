using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;
using Ampwright.Station.SmartCharging;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;
using static Ampwright.Station.Tests.SmartCharging.Profiles;

namespace Ampwright.Station.Tests.SmartCharging;

public sealed class SmartChargingTests
{
    private static readonly SimulatedVehicle Strong = new() { MaxMilliamperes = 32_000 };

    [Fact]
    public void A_limit_is_with_the_hardware_within_a_second_and_is_what_the_car_draws()
    {
        using var test = Charging();
        Assert.Equal(32_000, Offered(test));
        Set(test, 0, Relative(1, ChargingProfilePurpose.TxDefaultProfile, 0, (0, 10)));
        test.Pass(1);
        Assert.Equal(10_000, Offered(test));
        test.Pass(10);
        Assert.InRange(Drawn(test), 9_900, 10_100); // The mains flicker.
        Clear(test, id: 1);
        test.Pass(1);
        Assert.Equal(32_000, Offered(test));
    }

    [Fact]
    public void A_schedule_is_followed_to_the_second_and_a_limit_below_6_A_is_a_pause()
    {
        using var test = Charging();
        var start = test.Time.GetUtcNow();
        Set(test, 1, Profile(1, ChargingProfilePurpose.TxDefaultProfile, 0, start, 120, (0, 20), (30, 0), (60, 5), (90, 16)));
        test.Pass(29);
        Assert.Equal(20_000, Offered(test));
        test.Pass(2);
        Assert.Equal((0, "SuspendedEVSE"), (Offered(test), test.First.Status));
        test.Pass(35);
        Assert.Equal((0, 0, "SuspendedEVSE"), (Offered(test), Drawn(test), test.First.Status));
        test.Pass(25);
        Assert.Equal(16_000, Offered(test));
        test.Pass(30);
        Assert.Equal((32_000, "Charging"), (Offered(test), test.First.Status)); // The schedule is over.
    }

    [Fact]
    public void A_profile_with_fewer_phases_switches_them_and_back()
    {
        using var test = Charging();
        var profile = Relative(1, ChargingProfilePurpose.TxDefaultProfile, 0, (0, 16));
        Set(test, 1, profile with
        {
            ChargingSchedule = profile.ChargingSchedule with
            {
                ChargingSchedulePeriod = [new ChargingSchedulePeriod { StartPeriod = 0, Limit = 16, NumberPhases = 1 }],
            },
        });
        test.Pass(5);
        Assert.Equal((16_000, 1), (Offered(test), test.Hardware.Describe().Connectors[0].ActivePhases));
        Assert.Equal([16, 0, 0], test.Hardware.Describe().Connectors[0].Meter.Phases.Select(phase => (phase.Milliamperes + 100) / 1000));
        Clear(test);
        test.Pass(5);
        Assert.Equal(3, test.Hardware.Describe().Connectors[0].ActivePhases);
    }

    [Fact]
    public void A_daily_profile_holds_each_day_at_its_time()
    {
        using var test = Charging(new SimulatedVehicle { MaxMilliamperes = 32_000, BatteryWh = 2_000_000 });
        var profile = Profile(1, ChargingProfilePurpose.TxDefaultProfile, 0, test.Time.GetUtcNow().AddHours(1), 3600, (0, 8));
        Set(test, 0, profile with { ChargingProfileKind = ChargingProfileKind.Recurring, RecurrencyKind = RecurrencyKind.Daily });
        for (var day = 0; day < 2; day++)
        {
            test.Pass(3590);
            Assert.Equal(32_000, Offered(test));
            test.Pass(20);
            Assert.Equal(8_000, Offered(test));
            test.Pass(3600);
            Assert.Equal(32_000, Offered(test));
            test.Pass((24 * 3600) - 3590 - 20 - 3600);
        }
    }

    [Fact]
    public void Profiles_outlive_a_restart_in_the_middle_of_the_transaction_and_a_TxProfile_ends_with_it()
    {
        using var test = Charging();
        Set(test, 1, Relative(1, ChargingProfilePurpose.TxProfile, 0, (0, 9)));
        Set(test, 1, Relative(2, ChargingProfilePurpose.TxDefaultProfile, 0, (0, 12)));
        test.Pass(2);
        test.Restart(BootCause.SoftReset); // The runtime alone had died: the transaction goes on.
        test.Pass(2);
        Assert.Equal((9_000, "Charging"), (Offered(test), test.First.Status));

        test.Hardware.CutPower();
        test.Restart();
        Assert.Equal([2], test.Station.Core.Memory.State.Profiles.All.Select(one => one.Profile.ChargingProfileId));
        test.Pass(1);
        test.Unplug();
        test.Plug(vehicle: Strong);
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        Assert.Equal(12_000, Offered(test));
    }

    [Fact]
    public void A_snapshot_of_the_journal_keeps_profiles_and_limits_by_hand()
    {
        using var test = StationUnderTest.Accepted();
        Set(test, 0, Profile(5, ChargingProfilePurpose.ChargePointMaxProfile, 2, test.Time.GetUtcNow(), null, (0, 20.5m), (60, 10)));
        test.Station.Limit(2, 7_000, "the fuse is small");
        test.Settle();
        var fault = test.Disk.Calls + 1;
        test.Disk.FaultAt = call => call == fault ? DiskFault.IoError : DiskFault.None;
        test.Configure("LocalPreAuthorize", "true"); // The way out of a failed write is a snapshot.
        test.Restart();
        var kept = Assert.Single(test.Station.Core.Memory.State.Profiles.All);
        Assert.Equal((0, 5, 20.5m), (kept.ConnectorId, kept.Profile.ChargingProfileId, kept.Profile.ChargingSchedule.ChargingSchedulePeriod[0].Limit));
        Assert.Contains(test.State.Connectors[1].Claims, claim => claim is { Source: CurrentClaimSource.Manual, Amperes: 7 });
    }

    [Fact]
    public void Every_limit_is_a_claim_and_the_lowest_rules()
    {
        using var test = StationUnderTest.Accepted();
        test.Hardware.Plug(1, PlugSide.Both, vehicle: Strong, cableMilliamperes: 20_000);
        test.Settle();
        test.Present(StationUnderTest.Card);
        test.Pass(10);
        AssertRules(test, CurrentClaimSource.Cable, 20);

        test.Hardware.Derate(1, 18_000, "hot contacts");
        test.Pass(1);
        Assert.Equal("hot contacts", AssertRules(test, CurrentClaimSource.Thermal, 18).Why);

        Set(test, 1, Relative(4, ChargingProfilePurpose.TxDefaultProfile, 3, (0, 16)));
        test.Pass(1);
        Assert.Equal("TxDefaultProfile 4 of level 3, period 1", AssertRules(test, CurrentClaimSource.Profile, 16).Why);

        test.Station.Limit(1, 10_000, "the neighbour cooks");
        test.Pass(1);
        Assert.Equal("the neighbour cooks", AssertRules(test, CurrentClaimSource.Manual, 10).Why);
        Assert.Equal(
            [CurrentClaimSource.Manual, CurrentClaimSource.Profile, CurrentClaimSource.Thermal, CurrentClaimSource.Cable, CurrentClaimSource.Connector, CurrentClaimSource.Site],
            test.First.Claims.Select(claim => claim.Source));

        test.Station.Limit(1, null, "");
        Clear(test);
        test.Hardware.Derate(1, null, "");
        test.Pass(1);
        AssertRules(test, CurrentClaimSource.Cable, 20);
    }

    [Fact]
    public void Two_cars_share_what_the_supply_and_a_profile_of_the_station_allow()
    {
        using var test = Charging();
        test.Plug(2, Strong);
        test.Present(StationUnderTest.OtherCard);
        test.Pass(10);
        Assert.Equal((31_500, 31_500), (Offered(test), Offered(test, 2))); // 63 A of supply.
        Assert.Equal("the supply of the station, shared by 2 that charge", AssertRules(test, CurrentClaimSource.Site, 31.5m).Why);

        Set(test, 0, Relative(1, ChargingProfilePurpose.ChargePointMaxProfile, 0, (0, 20)) with { ChargingProfileKind = ChargingProfileKind.Absolute });
        test.Pass(1);
        Assert.Equal((10_000, 10_000), (Offered(test), Offered(test, 2)));
        Set(test, 1, Relative(2, ChargingProfilePurpose.TxDefaultProfile, 0, (0, 7)));
        test.Pass(1);
        Assert.Equal((7_000, 13_000), (Offered(test), Offered(test, 2)));

        Set(test, 0, Relative(1, ChargingProfilePurpose.ChargePointMaxProfile, 0, (0, 11)) with { ChargingProfileKind = ChargingProfileKind.Absolute });
        test.Pass(1);
        Assert.Equal((7_000, 0), (Offered(test), Offered(test, 2))); // 6 A each would be too much: who began last pauses.
        Assert.Equal("SuspendedEVSE", test.State.Connectors[1].Status);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Equal(11_000, Offered(test, 2));
    }

    [Fact]
    public void Power_is_divided_by_the_nominal_voltage_and_all_phases()
    {
        using var test = Charging();
        var profile = Relative(1, ChargingProfilePurpose.TxDefaultProfile, 0, (0, 6900));
        Set(test, 1, profile with { ChargingSchedule = profile.ChargingSchedule with { ChargingRateUnit = ChargingRateUnit.W } });
        test.Pass(1);
        Assert.Equal(10_000, Offered(test));
        Assert.Equal([(0, 6900)], Composite(test, 1, 60, ChargingRateUnit.W));
    }

    [Fact]
    public void The_profile_of_a_remote_start_waits_for_its_transaction_and_is_gone_with_it()
    {
        using var test = StationUnderTest.Accepted();
        States.Charging(test, profile: Relative(1, ChargingProfilePurpose.TxProfile, 0, (0, 8)));
        Assert.Equal(8_000, Offered(test));
        test.Call(new RemoteStopTransactionRequest { TransactionId = test.First.Transaction!.TransactionId!.Value });
        test.Pass(5);
        Assert.Empty(test.Station.Core.Memory.State.Profiles.All);
    }

    [Fact]
    public void A_station_without_the_profile_ignores_that_of_a_remote_start_and_supports_none_of_its_actions()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        States.Charging(test, profile: Relative(1, ChargingProfilePurpose.TxProfile, 0, (0, 8)));
        Assert.Equal(32_000, Offered(test));
        Assert.Equal(RpcErrorCode.NotSupported, Assert.Throws<CallErrorException>(() => Clear(test)).Code);
    }

    [Theory]
    [InlineData(3, 60, "A", RpcErrorCode.NotSupported, true)]
    [InlineData(1, 0, "A", RpcErrorCode.NotSupported, true)]
    [InlineData(1, 60, "VA", RpcErrorCode.PropertyConstraintViolation, false)]
    public void A_composite_schedule_that_cannot_be_made_is_refused(int connector, int duration, string unit, RpcErrorCode code, bool rejected)
    {
        using var test = StationUnderTest.Accepted();
        var request = new GetCompositeScheduleRequest
        {
            ConnectorId = connector,
            Duration = duration,
            ChargingRateUnit = OcppEnum<ChargingRateUnit>.Parse(unit),
        };
        if (rejected) Assert.Equal(GetCompositeScheduleStatus.Rejected, test.Call(request).Status.Value);
        else Assert.Equal(code, Assert.Throws<CallRefusedException>(() => test.Call(request)).Code);
    }

    [Fact]
    public void A_profile_for_a_connector_that_is_not_there_is_an_error_and_one_above_the_levels_is_Rejected()
    {
        using var test = StationUnderTest.Accepted();
        var profile = Relative(1, ChargingProfilePurpose.TxDefaultProfile, 0, (0, 8));
        Assert.Equal(RpcErrorCode.PropertyConstraintViolation, Assert.Throws<CallRefusedException>(() => Set(test, 3, profile)).Code);
        Assert.Equal(ChargingProfileStatus.Rejected, Set(test, 1, profile with { StackLevel = 11 }));
        test.Disk.FaultAt = _ => DiskFault.NoSpace;
        Assert.Equal(ChargingProfileStatus.Rejected, Set(test, 1, profile)); // The disk does not take it.
        Assert.Empty(test.Station.Core.Memory.State.Profiles.All);
    }

    private static StationUnderTest Charging(SimulatedVehicle? vehicle = null)
    {
        var test = StationUnderTest.Accepted();
        test.Plug(vehicle: vehicle ?? Strong);
        test.Present(StationUnderTest.Card);
        test.Pass(20);
        Assert.Equal("Charging", test.First.Status);
        return test;
    }

    private static ChargingProfile Relative(int id, ChargingProfilePurpose purpose, int level, params (int Start, decimal Limit)[] periods) =>
        Profile(id, purpose, level, start: null, duration: null, periods);

    private static int Offered(StationUnderTest test, int connector = 1) => test.Hardware.Describe().Connectors[connector - 1].OfferMilliamperes;

    private static long Drawn(StationUnderTest test) => test.Hardware.Describe().Connectors[0].Meter.Phases[0].Milliamperes;

    private static CurrentClaim AssertRules(StationUnderTest test, CurrentClaimSource source, decimal amperes)
    {
        var rules = test.First.Claims[0];
        Assert.Equal((source, amperes), (rules.Source, rules.Amperes));
        Assert.Equal((int)(amperes * 1000), Offered(test));
        return rules;
    }
}
