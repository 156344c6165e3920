using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Station.Tests.Life;
using static Ampwright.Station.Tests.SmartCharging.Profiles;

namespace Ampwright.Station.Tests.SmartCharging;

/// <summary>What a station tells of its composite schedule beyond what the certification cases look at.</summary>
public sealed class CompositeScheduleTests
{
    [Fact]
    public void Behind_the_end_of_a_TxProfile_the_default_holds_and_behind_that_the_maximum_alone()
    {
        using var test = StationUnderTest.Accepted();
        States.Charging(test);
        var start = test.Time.GetUtcNow().AddSeconds(-5);
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 0, Profile(1, ChargingProfilePurpose.ChargePointMaxProfile, 0, start, 86400, (0, 10))));
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, Profile(2, ChargingProfilePurpose.TxDefaultProfile, 0, start, 300, (0, 6), (260, 8))));
        var own = Profile(3, ChargingProfilePurpose.TxProfile, 0, start, 260, (0, 8), (200, 6), (240, 12));
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, own with { TransactionId = test.First.Transaction!.TransactionId }));
        Assert.Equal([(0, 8), (195, 6), (235, 10), (255, 8), (295, 10)], Composite(test, 1, 400));
    }

    [Fact]
    public void A_profile_in_watts_shows_in_watts()
    {
        using var test = StationUnderTest.Accepted();
        var profile = Profile(1, ChargingProfilePurpose.TxDefaultProfile, 0, test.Time.GetUtcNow(), 304, (0, 6000));
        var watts = profile with { ChargingSchedule = profile.ChargingSchedule with { ChargingRateUnit = ChargingRateUnit.W } };
        Assert.Equal(ChargingProfileStatus.Accepted, Set(test, 1, watts));
        Assert.Equal([(0, 6000)], Composite(test, 1, 300, ChargingRateUnit.W));
    }

    [Fact]
    public void Without_any_profile_the_connectors_own_limit_is_told_and_there_is_nothing_to_clear()
    {
        using var test = StationUnderTest.Accepted();
        Set(test, 1, Profile(1, ChargingProfilePurpose.TxDefaultProfile, 0, test.Time.GetUtcNow(), 400, (0, 6)));
        Assert.Equal(ClearChargingProfileStatus.Accepted, Clear(test));
        Assert.Equal([(0, 32)], Composite(test, 1, 350));
        Assert.Equal(ClearChargingProfileStatus.Unknown, Clear(test));
    }
}
