namespace Ampwright.Ocpp.SmartCharging;

/// <summary>Why a charging profile is not installed.</summary>
public enum RefusalReason
{
    /// <summary>Purpose, kind, recurrence or unit is none of the standard's (errata v4.0 3.38).</summary>
    UnknownValue,

    /// <summary>The station has no such connector (errata v4.0 3.39).</summary>
    UnknownConnector,

    /// <summary>The station cannot carry out this purpose.</summary>
    PurposeNotSupported,

    /// <summary>A ChargePointMaxProfile belongs to connector 0.</summary>
    StationProfileOnConnector,

    /// <summary>A TxProfile belongs to a connector above 0.</summary>
    TransactionProfileOnStation,

    /// <summary>A TxProfile needs a running transaction.</summary>
    NoTransaction,

    /// <summary>The transactionId is not the running transaction's.</summary>
    OtherTransaction,

    /// <summary>A transactionId where none may be: another purpose, or a remote start.</summary>
    TransactionIdNotAllowed,

    /// <summary>A remote start takes a TxProfile only.</summary>
    NotATransactionProfile,

    /// <summary>Below 0 or above ChargeProfileMaxStackLevel.</summary>
    StackLevelOutOfRange,

    /// <summary>The unit is not in ChargingScheduleAllowedChargingRateUnit.</summary>
    UnitNotAllowed,

    /// <summary>The schedule has no period.</summary>
    NoPeriods,

    /// <summary>More than ChargingScheduleMaxPeriods.</summary>
    TooManyPeriods,

    /// <summary>The first period does not start at 0 (errata v4.0 3.45).</summary>
    FirstPeriodNotZero,

    /// <summary>A period does not start after the one before it.</summary>
    PeriodsNotRising,

    /// <summary>A limit or minChargingRate below 0.</summary>
    NegativeLimit,

    /// <summary>numberPhases is not 1, 2 or 3.</summary>
    NumberPhasesOutOfRange,

    /// <summary>A duration of 0 or less.</summary>
    DurationNotPositive,

    /// <summary>Kind Recurring without recurrencyKind.</summary>
    RecurringWithoutKind,

    /// <summary>Kind Recurring without startSchedule: there is nothing to recur at.</summary>
    RecurringWithoutStart,

    /// <summary>recurrencyKind with another kind than Recurring (errata v4.0 3.56).</summary>
    RecurrencyKindNotAllowed,

    /// <summary>A ChargePointMaxProfile has no start of charging to be relative to.</summary>
    RelativeStationProfile,

    /// <summary>validTo has passed, or does not lie after validFrom.</summary>
    NeverValid,

    /// <summary>More than MaxChargingProfilesInstalled.</summary>
    TooManyProfiles,

    /// <summary>More than the station keeps of this purpose.</summary>
    TooManyOfPurpose,
}
