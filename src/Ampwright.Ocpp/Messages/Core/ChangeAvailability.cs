using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The CSMS takes a connector, or the whole station, out of use or back into it. OCPP 1.6 ed. 2 §5.2, §6.7.</summary>
public sealed record ChangeAvailabilityRequest : IRequest<ChangeAvailabilityResponse>
{
    /// <summary>0 is the station and all its connectors.</summary>
    public required int ConnectorId { get; init; }

    public required OcppEnum<AvailabilityType> Type { get; init; }

    OcppAction IRequest.Action => Catalogue.ChangeAvailability;

    internal static readonly PayloadShape<ChangeAvailabilityRequest> Shape = new PayloadShape<ChangeAvailabilityRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 0)
        .Enum("type", payload => payload.Type)
        .Reads(values => new()
        {
            ConnectorId = values.Integer(0),
            Type = values.Enum<AvailabilityType>(1),
        });
}

/// <summary>The answer to <see cref="ChangeAvailabilityRequest"/>. OCPP 1.6 ed. 2 §6.8.</summary>
public sealed record ChangeAvailabilityResponse
{
    public required OcppEnum<AvailabilityStatus> Status { get; init; }

    internal static readonly PayloadShape<ChangeAvailabilityResponse> Shape = new PayloadShape<ChangeAvailabilityResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<AvailabilityStatus>(0) });
}
