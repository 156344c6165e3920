using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>A limit from a time on, until the next period. OCPP 1.6 ed. 2 §7.14.</summary>
public sealed record ChargingSchedulePeriod
{
    /// <summary>Seconds from the start of the schedule.</summary>
    public required int StartPeriod { get; init; }

    /// <summary>A (per phase) or W (in all), at most one decimal.</summary>
    public required decimal Limit { get; init; }

    /// <summary>Phases that may be used; absent: 3.</summary>
    public int? NumberPhases { get; init; }

    internal static readonly PayloadShape<ChargingSchedulePeriod> Shape = new PayloadShape<ChargingSchedulePeriod>()
        .Integer("startPeriod", payload => payload.StartPeriod)
        .OneDecimal("limit", payload => payload.Limit)
        .OptionalInteger("numberPhases", payload => payload.NumberPhases)
        .Reads(values => new()
        {
            StartPeriod = values.Integer(0),
            Limit = values.Decimal(1),
            NumberPhases = values.OptionalInteger(2),
        });
}
