using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Station.Tests.Life;
using static Ampwright.Station.Tests.Cases.Profiles;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The station's cases of SmartCharging.</summary>
public sealed class SmartChargingCases
{
    [Theory]
    [InlineData(ChargingRateUnit.A, 6)]
    [InlineData(ChargingRateUnit.W, 6000)]
    public void TC_056_CS_a_default_profile_shows_in_the_composite_schedule(ChargingRateUnit unit, decimal limit)
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, SixAmperes(test, ChargingProfilePurpose.TxDefaultProfile, unit, limit)));
        Assert.Equal([(0, limit)], Composite(test, 1, 300, unit));
    }

    [Fact]
    public void TC_057_CS_a_profile_of_the_running_transaction_shows_in_the_composite_schedule()
    {
        using var test = StationUnderTest.Accepted();
        States.Charging(test);
        var profile = SixAmperes(test, ChargingProfilePurpose.TxProfile) with { TransactionId = test.First.Transaction!.TransactionId };
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, profile));
        Assert.Equal([(0, 6)], Composite(test, 1, 300));
    }

    [Fact]
    public void TC_058_1_CS_a_TxProfile_without_a_transaction_is_Rejected()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(ChargingProfileStatus.Rejected, Set(test, 1, SixAmperes(test, ChargingProfilePurpose.TxProfile) with { TransactionId = 1 }));
    }

    [Fact]
    public void TC_058_2_CS_a_TxProfile_of_another_transaction_is_Rejected()
    {
        using var test = StationUnderTest.Accepted();
        States.Charging(test);
        var other = test.First.Transaction!.TransactionId + 1;
        Assert.Equal(ChargingProfileStatus.Rejected, Set(test, 1, SixAmperes(test, ChargingProfilePurpose.TxProfile) with { TransactionId = other }));
    }

    [Fact]
    public void TC_082_CS_a_default_profile_takes_hold_of_the_running_transaction()
    {
        using var test = StationUnderTest.Accepted();
        States.Charging(test);
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, SixAmperes(test, ChargingProfilePurpose.TxDefaultProfile)));
        Assert.Equal([(0, 6)], Composite(test, 1, 300));
        test.Pass(3);
        Assert.InRange(test.Hardware.Describe().Connectors[0].Meter.Phases[0].Milliamperes, 5_900, 6_100);
    }

    [Fact]
    public void TC_066_CS_three_purposes_make_one_schedule()
    {
        using var test = StationUnderTest.Accepted();
        States.Charging(test);
        var start = test.Time.GetUtcNow().AddSeconds(-5);
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 0, Profile(1, ChargingProfilePurpose.ChargePointMaxProfile, 0, start, 86400, (0, 10))));
        var byDefault = Profile(2, ChargingProfilePurpose.TxDefaultProfile, 0, start, 300, (0, 6), (60, 10), (120, 8), (180, 15), (260, 8));
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, Valid(byDefault, start, 401)));
        var own = Profile(3, ChargingProfilePurpose.TxProfile, 0, start, 260, (0, 8), (50, 11), (140, 16), (200, 6), (240, 12));
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, Valid(own, start, 401) with { TransactionId = test.First.Transaction!.TransactionId }));
        var x = (int)(test.Time.GetUtcNow() - start).TotalSeconds;
        // Behind what the case lists, the default holds from 260 s and the maximum alone from 300 s.
        Assert.Equal([(0, 8), (50 - x, 10), (200 - x, 6), (240 - x, 10), (260 - x, 8), (300 - x, 10)], Composite(test, 1, 400));
    }

    [Fact]
    public void TC_067_CS_profiles_are_cleared_by_id_by_what_they_are_and_all_together()
    {
        using var test = StationUnderTest.Accepted();
        var start = test.Time.GetUtcNow().AddSeconds(-5);
        Set(test, 1, Profile(1, ChargingProfilePurpose.TxDefaultProfile, 1, start, 400, (0, 6), (60, 8), (200, 10)));
        Set(test, 1, Profile(2, ChargingProfilePurpose.TxDefaultProfile, 0, start, 400, (0, 7), (100, 9)));
        Set(test, 0, Profile(3, ChargingProfilePurpose.ChargePointMaxProfile, 0, start, 86400, (0, 11), (200, 12)));
        Assert.Equal([(0, 6), (55, 8), (195, 10)], Composite(test, 1, 350));

        Assert.Equal(ClearChargingProfileStatus.Accepted, Clear(test, id: 1));
        Assert.Equal([(0, 7), (95, 9)], Composite(test, 1, 350));
        Assert.Equal(ClearChargingProfileStatus.Accepted, Clear(test, purpose: ChargingProfilePurpose.TxDefaultProfile, level: 0));
        Assert.Equal([(0, 11), (195, 12)], Composite(test, 1, 350));
        Assert.Equal(ClearChargingProfileStatus.Accepted, Clear(test));
        Assert.Equal([(0, 32)], Composite(test, 1, 350)); // The connector's own limit.
        Assert.Equal(ClearChargingProfileStatus.Unknown, Clear(test));
    }

    [Fact]
    public void TC_072_CS_stacked_profiles_give_way_to_the_level_below()
    {
        using var test = StationUnderTest.Accepted();
        var start = test.Time.GetUtcNow();
        Set(test, 1, Valid(Profile(1, ChargingProfilePurpose.TxDefaultProfile, 0, start, 400, (0, 6), (100, 8), (200, 10)), start, 401));
        Set(test, 1, Valid(Profile(2, ChargingProfilePurpose.TxDefaultProfile, 1, start, 150, (0, 7), (100, 9)), start, 401));
        Assert.Equal([(0, 7), (100, 9), (150, 8), (200, 10)], Composite(test, 1, 350));
    }

    [Fact]
    public void TC_059_CS_a_remote_start_with_a_profile_charges_by_it()
    {
        using var test = StationUnderTest.Accepted();
        States.Charging(test, profile: SixAmperes(test, ChargingProfilePurpose.TxProfile));
        Assert.Equal([(0, 6)], Composite(test, 1, 280));
        Assert.Equal(6000, test.Hardware.Describe().Connectors[0].OfferMilliamperes);
    }

    [Fact]
    public void TC_060_CS_a_remote_start_with_another_profile_is_Rejected()
    {
        using var test = StationUnderTest.Accepted();
        test.Plug();
        var profile = SixAmperes(test, ChargingProfilePurpose.TxDefaultProfile);
        Assert.Equal(RemoteStartStopStatus.Rejected, test.Call(
            new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag, ChargingProfile = profile }).Status.Value);
        test.Pass(10);
        Assert.Empty(test.Csms.All<StartTransactionRequest>());
    }

    // As the tool sends it: valid and absolute from now on, for a little longer than is asked about.
    private static ChargingProfile SixAmperes(
        StationUnderTest test, ChargingProfilePurpose purpose, ChargingRateUnit unit = ChargingRateUnit.A, decimal limit = 6)
    {
        var profile = Valid(Profile(1, purpose, 0, test.Time.GetUtcNow(), 304, (0, limit)), test.Time.GetUtcNow(), 308);
        return profile with { ChargingSchedule = profile.ChargingSchedule with { ChargingRateUnit = unit } };
    }

    private static ChargingProfile Valid(ChargingProfile profile, DateTimeOffset from, int seconds) =>
        profile with { ValidFrom = from, ValidTo = from.AddSeconds(seconds) };
}
