using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>Limits one after the other. OCPP 1.6 ed. 2 §7.13.</summary>
public sealed record ChargingSchedule
{
    /// <summary>Seconds; absent: the last period goes on, or for a TxProfile to the end of the transaction.</summary>
    public int? Duration { get; init; }

    /// <summary>Where an absolute or recurring schedule counts from; absent: from the start of charging.</summary>
    public OcppTime? StartSchedule { get; init; }

    /// <summary>The unit of the limits.</summary>
    public required OcppEnum<ChargingRateUnit> ChargingRateUnit { get; init; }

    /// <summary>At least one, in order of time; the first starts at 0 (errata v4.0 3.45).</summary>
    public required IReadOnlyList<ChargingSchedulePeriod> ChargingSchedulePeriod { get; init; }

    /// <summary>In the schedule's unit, at most one decimal: the least that is worth charging with.</summary>
    public decimal? MinChargingRate { get; init; }

    internal static readonly PayloadShape<ChargingSchedule> Shape = new PayloadShape<ChargingSchedule>()
        .OptionalInteger("duration", payload => payload.Duration)
        .OptionalTime("startSchedule", payload => payload.StartSchedule)
        .Enum("chargingRateUnit", payload => payload.ChargingRateUnit)
        .List("chargingSchedulePeriod", payload => payload.ChargingSchedulePeriod, SmartCharging.ChargingSchedulePeriod.Shape, min: 1)
        .OptionalOneDecimal("minChargingRate", payload => payload.MinChargingRate)
        .Reads(values => new()
        {
            Duration = values.OptionalInteger(0),
            StartSchedule = values.OptionalTime(1),
            ChargingRateUnit = values.Enum<ChargingRateUnit>(2),
            ChargingSchedulePeriod = values.List<ChargingSchedulePeriod>(3),
            MinChargingRate = values.OptionalDecimal(4),
        });
}
