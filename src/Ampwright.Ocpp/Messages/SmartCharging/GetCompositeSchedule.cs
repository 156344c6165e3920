using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>The CSMS asks what all profiles together will allow. OCPP 1.6 ed. 2 §5.7, §6.21.</summary>
public sealed record GetCompositeScheduleRequest : IRequest<GetCompositeScheduleResponse>
{
    /// <summary>0 is the grid connection of the station.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>Seconds from now.</summary>
    public required int Duration { get; init; }

    /// <summary>The unit that the answer is wanted in.</summary>
    public OcppEnum<ChargingRateUnit>? ChargingRateUnit { get; init; }

    OcppAction IRequest.Action => Catalogue.GetCompositeSchedule;

    internal static readonly PayloadShape<GetCompositeScheduleRequest> Shape = new PayloadShape<GetCompositeScheduleRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 0)
        .Integer("duration", payload => payload.Duration)
        .OptionalEnum("chargingRateUnit", payload => payload.ChargingRateUnit)
        .Reads(values => new()
        {
            ConnectorId = values.Integer(0),
            Duration = values.Integer(1),
            ChargingRateUnit = values.OptionalEnum<ChargingRateUnit>(2),
        });
}

/// <summary>The answer to <see cref="GetCompositeScheduleRequest"/>. OCPP 1.6 ed. 2 §6.22.</summary>
public sealed record GetCompositeScheduleResponse
{
    public required OcppEnum<GetCompositeScheduleStatus> Status { get; init; }

    public int? ConnectorId { get; init; }

    /// <summary>Where the schedule's periods count from.</summary>
    public OcppTime? ScheduleStart { get; init; }

    /// <summary>Without a start of its own (errata v4.0 3.57).</summary>
    public ChargingSchedule? ChargingSchedule { get; init; }

    internal static readonly PayloadShape<GetCompositeScheduleResponse> Shape = new PayloadShape<GetCompositeScheduleResponse>()
        .Enum("status", payload => payload.Status)
        .OptionalInteger("connectorId", payload => payload.ConnectorId)
        .OptionalTime("scheduleStart", payload => payload.ScheduleStart)
        .OptionalObject("chargingSchedule", payload => payload.ChargingSchedule, ChargingSchedule.Shape)
        .Reads(values => new()
        {
            Status = values.Enum<GetCompositeScheduleStatus>(0),
            ConnectorId = values.OptionalInteger(1),
            ScheduleStart = values.OptionalTime(2),
            ChargingSchedule = values.OptionalObject<ChargingSchedule>(3),
        });
}
