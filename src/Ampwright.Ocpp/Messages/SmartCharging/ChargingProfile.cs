using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>A limit of power or current over time and what it applies to. OCPP 1.6 ed. 2 §7.8.</summary>
public sealed record ChargingProfile
{
    public required int ChargingProfileId { get; init; }

    /// <summary>With purpose TxProfile only: the transaction that it is for.</summary>
    public int? TransactionId { get; init; }

    /// <summary>Of the profiles that are valid at an instant, the one with the highest level counts. At least 0.</summary>
    public required int StackLevel { get; init; }

    public required OcppEnum<ChargingProfilePurpose> ChargingProfilePurpose { get; init; }

    public required OcppEnum<ChargingProfileKind> ChargingProfileKind { get; init; }

    /// <summary>With kind Recurring only (errata v4.0 3.56).</summary>
    public OcppEnum<RecurrencyKind>? RecurrencyKind { get; init; }

    /// <summary>Absent: at once.</summary>
    public OcppTime? ValidFrom { get; init; }

    /// <summary>Absent: until it is replaced.</summary>
    public OcppTime? ValidTo { get; init; }

    public required ChargingSchedule ChargingSchedule { get; init; }

    internal static readonly PayloadShape<ChargingProfile> Shape = new PayloadShape<ChargingProfile>()
        .Integer("chargingProfileId", payload => payload.ChargingProfileId)
        .OptionalInteger("transactionId", payload => payload.TransactionId)
        .Integer("stackLevel", payload => payload.StackLevel, from: 0)
        .Enum("chargingProfilePurpose", payload => payload.ChargingProfilePurpose)
        .Enum("chargingProfileKind", payload => payload.ChargingProfileKind)
        .OptionalEnum("recurrencyKind", payload => payload.RecurrencyKind)
        .OptionalTime("validFrom", payload => payload.ValidFrom)
        .OptionalTime("validTo", payload => payload.ValidTo)
        .Object("chargingSchedule", payload => payload.ChargingSchedule, ChargingSchedule.Shape)
        .Reads(values => new()
        {
            ChargingProfileId = values.Integer(0),
            TransactionId = values.OptionalInteger(1),
            StackLevel = values.Integer(2),
            ChargingProfilePurpose = values.Enum<ChargingProfilePurpose>(3),
            ChargingProfileKind = values.Enum<ChargingProfileKind>(4),
            RecurrencyKind = values.OptionalEnum<RecurrencyKind>(5),
            ValidFrom = values.OptionalTime(6),
            ValidTo = values.OptionalTime(7),
            ChargingSchedule = values.Object<ChargingSchedule>(8),
        });
}
