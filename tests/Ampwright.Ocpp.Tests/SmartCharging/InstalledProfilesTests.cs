using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;
using static Ampwright.Ocpp.Tests.SmartCharging.Charging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

public sealed class InstalledProfilesTests
{
    private static readonly InstalledProfile Max = Profile(1, ChargePointMaxProfile, "0:20").At(0);
    private static readonly InstalledProfile Default0 = Profile(2, TxDefaultProfile, "0:16").At(0);
    private static readonly InstalledProfile Default1 = Profile(3, TxDefaultProfile, "0:10").At(1);
    private static readonly InstalledProfile Default1Above = Profile(4, TxDefaultProfile, "0:10", level: 1).At(1);
    private static readonly InstalledProfile OfTransaction = Profile(5, TxProfile, "0:8").At(1, transaction: 7);

    private static readonly InstalledProfiles All = new([Max, Default0, Default1, Default1Above, OfTransaction]);

    [Fact]
    public void Profiles_of_other_connectors_purposes_levels_and_transactions_stand_beside_each_other()
    {
        var profiles = All.All.Aggregate(InstalledProfiles.None, (installed, profile) => installed.Install(profile).Profiles);
        Assert.Equal(All.All, profiles.All);
        Assert.Empty(profiles.Install(Profile(6, TxProfile, "0:8").At(1, transaction: 8)).Removed);
    }

    [Fact]
    public void A_profile_takes_the_place_of_the_one_with_its_connector_purpose_and_level() =>
        AssertReplaces(Profile(9, TxDefaultProfile, "0:12").At(1), Default1);

    [Fact]
    public void A_profile_takes_the_place_of_the_one_with_its_id_wherever_that_was() =>
        AssertReplaces(Profile(1, TxDefaultProfile, "0:12", level: 3).At(1), Max);

    [Fact]
    public void A_profile_can_take_two_places() =>
        AssertReplaces(Profile(1, TxDefaultProfile, "0:12").At(1), Max, Default1);

    [Fact]
    public void A_transactions_profile_takes_the_place_of_the_one_from_its_remote_start() =>
        // OCPP 1.6 ed. 2 §5.16.2.
        AssertReplaces(Profile(9, TxProfile, "0:12", transactionId: 4711).At(1, transaction: 7), OfTransaction);

    [Fact]
    public void A_profile_that_is_not_valid_yet_replaces_all_the_same()
    {
        // OCPP 1.6 ed. 2 §3.13.2: default behaviour until then.
        var situation = Situation(Profile(1, TxDefaultProfile, "0:10", start: Now).At(0));
        var later = Profile(2, TxDefaultProfile, "0:16", start: Now, from: Now.AddSeconds(100)).At(0);
        Assert.Equal("0:32 100:16", (situation with { Profiles = situation.Profiles.Install(later).Profiles }).Composite(200).Text());
    }

    [Fact]
    public void The_end_of_a_transaction_removes_its_profiles_and_no_other()
    {
        Assert.Equal([OfTransaction], All.EndTransaction(7).Removed);
        Assert.Empty(All.EndTransaction(8).Removed);
    }

    [Fact]
    public void An_id_clears_that_profile_and_no_other_criterion_counts() =>
        AssertClears(new ClearChargingProfileRequest { Id = 3, ConnectorId = 2, StackLevel = 8, ChargingProfilePurpose = TxProfile }, Default1);

    [Fact]
    public void Criteria_are_joined_by_and()
    {
        AssertClears(new ClearChargingProfileRequest { ConnectorId = 1 }, Default1, Default1Above, OfTransaction);
        AssertClears(new ClearChargingProfileRequest { ConnectorId = 0 }, Max, Default0);
        AssertClears(new ClearChargingProfileRequest { ConnectorId = 1, ChargingProfilePurpose = TxDefaultProfile }, Default1, Default1Above);
        AssertClears(new ClearChargingProfileRequest { ConnectorId = 1, ChargingProfilePurpose = TxDefaultProfile, StackLevel = 1 }, Default1Above);
        AssertClears(new ClearChargingProfileRequest { StackLevel = 0 }, Max, Default0, Default1, OfTransaction);
    }

    [Fact]
    public void Without_a_criterion_all_go() => AssertClears(new ClearChargingProfileRequest(), [.. All.All]);

    [Fact]
    public void What_matches_nothing_clears_nothing()
    {
        AssertClears(new ClearChargingProfileRequest { Id = 99 });
        AssertClears(new ClearChargingProfileRequest { ConnectorId = 2, ChargingProfilePurpose = TxDefaultProfile });
        AssertClears(new ClearChargingProfileRequest { ChargingProfilePurpose = OcppEnum<ChargingProfilePurpose>.Parse("txprofile") });
    }

    private static void AssertReplaces(InstalledProfile added, params InstalledProfile[] replaced)
    {
        var change = All.Install(added);
        Assert.Equal(replaced, change.Removed);
        Assert.Equal([.. All.All.Except(replaced), added], change.Profiles.All);
    }

    private static void AssertClears(ClearChargingProfileRequest request, params InstalledProfile[] cleared)
    {
        var change = All.Clear(request);
        Assert.Equal(cleared, change.Removed);
        Assert.Equal(All.All.Except(cleared), change.Profiles.All);
    }
}
