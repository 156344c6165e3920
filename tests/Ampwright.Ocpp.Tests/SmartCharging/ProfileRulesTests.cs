using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Rpc;
using Ampwright.Ocpp.SmartCharging;
using static Ampwright.Ocpp.Messages.SmartCharging.ChargingProfilePurpose;
using static Ampwright.Ocpp.Tests.SmartCharging.Charging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

public sealed class ProfileRulesTests
{
    private static readonly ProfileLimits Limits = new() { Connectors = 2, MaxStackLevel = 3, MaxPeriods = 4, MaxInstalled = 3 };
    private static readonly RunningTransaction Running = new(1, 4711);
    private static readonly ChargingProfile Good = Profile(1, TxDefaultProfile, "0:16 60:10.5/1", start: Now, duration: 600);
    private static readonly ChargingProfile OfTransaction = Good with { ChargingProfilePurpose = TxProfile };
    private static readonly ChargingProfile Recurring =
        Good with { ChargingProfileKind = ChargingProfileKind.Recurring, RecurrencyKind = RecurrencyKind.Weekly };

    public static TheoryData<string, int, ChargingProfile, RunningTransaction?, RefusalReason> Faults => new()
    {
        { "purpose", 1, Good with { ChargingProfilePurpose = OcppEnum<ChargingProfilePurpose>.Parse("TxProfil") }, null, RefusalReason.UnknownValue },
        { "kind", 1, Good with { ChargingProfileKind = OcppEnum<ChargingProfileKind>.Parse("absolute") }, null, RefusalReason.UnknownValue },
        { "recurrence", 1, Recurring with { RecurrencyKind = OcppEnum<RecurrencyKind>.Parse("Monthly") }, null, RefusalReason.UnknownValue },
        { "unit", 1, Schedule(Good, schedule => schedule with { ChargingRateUnit = OcppEnum<ChargingRateUnit>.Parse("kW") }), null, RefusalReason.UnknownValue },
        { "connector N+1", 3, Good, null, RefusalReason.UnknownConnector },
        { "connector below 0", -1, Good, null, RefusalReason.UnknownConnector },
        { "maximum at a connector", 1, Good with { ChargingProfilePurpose = ChargePointMaxProfile }, null, RefusalReason.StationProfileOnConnector },
        { "TxProfile at 0", 0, OfTransaction, Running, RefusalReason.TransactionProfileOnStation },
        { "no transaction", 1, OfTransaction, null, RefusalReason.NoTransaction },
        { "another transaction", 1, OfTransaction with { TransactionId = 4712 }, Running, RefusalReason.OtherTransaction },
        { "a transaction not yet known to the CSMS", 1, OfTransaction with { TransactionId = 4711 }, Running with { TransactionId = null }, RefusalReason.OtherTransaction },
        { "default with transactionId", 1, Good with { TransactionId = 4711 }, Running, RefusalReason.TransactionIdNotAllowed },
        { "stack level above the highest", 1, Good with { StackLevel = 4 }, null, RefusalReason.StackLevelOutOfRange },
        { "stack level below 0", 1, Good with { StackLevel = -1 }, null, RefusalReason.StackLevelOutOfRange },
        { "valid to the past", 1, Good with { ValidTo = Now }, null, RefusalReason.NeverValid },
        { "valid to before from", 1, Good with { ValidFrom = Now.AddDays(2), ValidTo = Now.AddDays(1) }, null, RefusalReason.NeverValid },
        { "recurring how", 1, Recurring with { RecurrencyKind = null }, null, RefusalReason.RecurringWithoutKind },
        { "recurring without start", 1, Schedule(Recurring, schedule => schedule with { StartSchedule = null }), null, RefusalReason.RecurringWithoutStart },
        { "absolute with recurrence", 1, Good with { RecurrencyKind = RecurrencyKind.Daily }, null, RefusalReason.RecurrencyKindNotAllowed },
        { "relative maximum", 0, Good with { ChargingProfilePurpose = ChargePointMaxProfile, ChargingProfileKind = ChargingProfileKind.Relative }, null, RefusalReason.RelativeStationProfile },
        { "no period", 1, With(Good, ""), null, RefusalReason.NoPeriods },
        { "too many periods", 1, With(Good, "0:1 1:2 2:3 3:4 4:5"), null, RefusalReason.TooManyPeriods },
        { "first period", 1, With(Good, "1:16"), null, RefusalReason.FirstPeriodNotZero },
        { "equal periods", 1, With(Good, "0:16 10:6 10:7"), null, RefusalReason.PeriodsNotRising },
        { "falling periods", 1, With(Good, "0:16 10:6 5:7"), null, RefusalReason.PeriodsNotRising },
        { "negative limit", 1, With(Good, "0:16 10:-0.1"), null, RefusalReason.NegativeLimit },
        { "negative rate", 1, Schedule(Good, schedule => schedule with { MinChargingRate = -1 }), null, RefusalReason.NegativeLimit },
        { "no phase", 1, With(Good, "0:16/0"), null, RefusalReason.NumberPhasesOutOfRange },
        { "four phases", 1, With(Good, "0:16/4"), null, RefusalReason.NumberPhasesOutOfRange },
        { "no duration", 1, Schedule(Good, schedule => schedule with { Duration = 0 }), null, RefusalReason.DurationNotPositive },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_refused_by_its_name(string fault, int connectorId, ChargingProfile profile, RunningTransaction? running, RefusalReason reason)
    {
        var refusal = Check(connectorId, profile, running);
        Assert.True(refusal is not null, $"{fault} was accepted");
        Assert.Equal(reason, refusal.Reason);
        Assert.NotEmpty(refusal.Explanation);
    }

    [Fact]
    public void Every_reason_has_a_test()
    {
        // The rest is below: what depends on the station and on what is installed.
        RefusalReason[] elsewhere =
        [
            RefusalReason.PurposeNotSupported, RefusalReason.NotATransactionProfile, RefusalReason.UnitNotAllowed, RefusalReason.TooManyProfiles, RefusalReason.TooManyOfPurpose,
        ];
        Assert.Equal(Enum.GetValues<RefusalReason>().Order(), Faults.Select(row => row.Data.Item5).Concat(elsewhere).Distinct().Order());
    }

    [Fact]
    public void What_can_be_carried_out_is_accepted()
    {
        Assert.Null(Check(0, Good));
        Assert.Null(Check(2, Good));
        Assert.Null(Check(1, Good, Running));
        Assert.Null(Check(0, Good with { ChargingProfilePurpose = ChargePointMaxProfile }));
        Assert.Null(Check(1, Recurring));
        Assert.Null(Check(1, Good with { StackLevel = 3, ValidFrom = Now.AddDays(1), ValidTo = Now.AddDays(2) }));
        Assert.Null(Check(1, With(Good, "0:0 10:1 20:2 9999:3"))); // The last period lies beyond the duration: it is not carried out.
        Assert.Null(Check(1, Good with { ChargingProfileKind = ChargingProfileKind.Relative }));
        Assert.Null(Check(1, Schedule(Good, schedule => schedule with { StartSchedule = null, Duration = null })));
    }

    [Fact]
    public void A_transactions_profile_is_accepted_for_the_running_transaction_named_or_not()
    {
        Assert.Null(Check(1, OfTransaction with { TransactionId = 4711 }, Running));
        Assert.Null(Check(1, OfTransaction, Running));
        Assert.Null(Check(1, OfTransaction, Running with { TransactionId = null }));
        Assert.Null(Check(1, OfTransaction with { ValidFrom = Now, ValidTo = Now.AddHours(1) }, Running)); // Errata v4.0 3.65, 3.66.
    }

    [Fact]
    public void What_is_installed_belongs_to_the_transaction_by_the_keepers_own_number()
    {
        var request = new SetChargingProfileRequest { ConnectorId = 1, CsChargingProfiles = OfTransaction };
        Assert.Equal(new InstalledProfile(1, OfTransaction, 1, Now), ProfileRules.ToInstall(request, Running, Now));
        Assert.Equal(new InstalledProfile(1, Good, null, Now), ProfileRules.ToInstall(request with { CsChargingProfiles = Good }, Running, Now));
    }

    [Fact]
    public void Faults_of_the_message_are_errors_and_the_rest_is_rejected_or_not_supported()
    {
        // Errata v4.0 3.38, 3.39.
        Assert.Equal(RpcErrorCode.PropertyConstraintViolation, Check(3, Good)!.ErrorCode);
        Assert.Equal(RpcErrorCode.PropertyConstraintViolation, Check(1, Good with { ChargingProfilePurpose = OcppEnum<ChargingProfilePurpose>.Parse("?") })!.ErrorCode);
        var rejected = Check(1, OfTransaction)!;
        Assert.Equal((null, ChargingProfileStatus.Rejected), (rejected.ErrorCode, rejected.Status));
        var unsupported = Check(1, Good, limits: Limits with { Purposes = new HashSet<ChargingProfilePurpose> { TxProfile } })!;
        Assert.Equal((null, ChargingProfileStatus.NotSupported), (unsupported.ErrorCode, unsupported.Status));
        Assert.Equal(RefusalReason.PurposeNotSupported, unsupported.Reason);
    }

    [Theory]
    [InlineData("Current", ChargingRateUnit.A, true)]
    [InlineData("Current", ChargingRateUnit.W, false)]
    [InlineData("Power", ChargingRateUnit.A, false)]
    [InlineData("Power", ChargingRateUnit.W, true)]
    [InlineData("Current, Power", ChargingRateUnit.W, true)]
    [InlineData("A,w", ChargingRateUnit.W, true)]
    [InlineData("", ChargingRateUnit.A, false)]
    public void A_schedule_is_in_a_unit_of_the_stations_key(string key, ChargingRateUnit unit, bool accepted)
    {
        var refusal = Check(1, Schedule(Good, schedule => schedule with { ChargingRateUnit = unit }), limits: Limits with { Units = ProfileLimits.UnitsOf(key) });
        Assert.Equal(accepted ? null : RefusalReason.UnitNotAllowed, refusal?.Reason);
    }

    [Fact]
    public void A_full_station_still_takes_a_replacement()
    {
        var full = new InstalledProfiles([Good.At(1), (Good with { ChargingProfileId = 2 }).At(2), (Good with { ChargingProfileId = 3, StackLevel = 1 }).At(1)]);
        Assert.Equal(RefusalReason.TooManyProfiles, Check(1, Good with { ChargingProfileId = 4, StackLevel = 2 }, installed: full)!.Reason);
        Assert.Null(Check(1, Good with { ChargingProfileId = 4 }, installed: full));
        Assert.Null(Check(1, Good with { ChargingProfileId = 3, StackLevel = 2 }, installed: full));
        var few = Limits with { MaxInstalled = 10, MaxPerPurpose = 3 };
        Assert.Equal(RefusalReason.TooManyOfPurpose, Check(1, Good with { ChargingProfileId = 4, StackLevel = 2 }, installed: full, limits: few)!.Reason);
        Assert.Null(Check(0, Good with { ChargingProfileId = 4, ChargingProfilePurpose = ChargePointMaxProfile }, installed: full, limits: few));
    }

    [Fact]
    public void A_remote_start_takes_a_transactions_profile_without_transactionId()
    {
        // OCPP 1.6 ed. 2 §5.16.2.
        Assert.Null(ForStart(OfTransaction));
        Assert.Equal(RefusalReason.NotATransactionProfile, ForStart(Good)!.Reason);
        Assert.Equal(RefusalReason.TransactionIdNotAllowed, ForStart(OfTransaction with { TransactionId = 4711 })!.Reason);
        Assert.Equal(RefusalReason.UnknownConnector, ForStart(OfTransaction, connectorId: 3)!.Reason);
        Assert.Equal(RefusalReason.FirstPeriodNotZero, ForStart(With(OfTransaction, "5:16"))!.Reason);

        static ProfileRefusal? ForStart(ChargingProfile profile, int connectorId = 1) =>
            ProfileRules.CheckForStart(profile, connectorId, Limits, InstalledProfiles.None, Now);
    }

    private static ProfileRefusal? Check(
        int connectorId, ChargingProfile profile, RunningTransaction? running = null, InstalledProfiles? installed = null, ProfileLimits? limits = null) =>
        ProfileRules.Check(
            new SetChargingProfileRequest { ConnectorId = connectorId, CsChargingProfiles = profile }, limits ?? Limits, installed ?? InstalledProfiles.None, running, Now);

    private static ChargingProfile With(ChargingProfile profile, string periods) =>
        Schedule(profile, schedule => schedule with { ChargingSchedulePeriod = Periods(periods) });

    private static ChargingProfile Schedule(ChargingProfile profile, Func<ChargingSchedule, ChargingSchedule> change) =>
        profile with { ChargingSchedule = change(profile.ChargingSchedule) };
}
