using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>
/// The CSMS removes charging profiles: the one with the id, or those that match all the other criteria; without any, all (errata v4.0
/// 3.25, 3.26). OCPP 1.6 ed. 2 §5.5, §6.13.
/// </summary>
public sealed record ClearChargingProfileRequest : IRequest<ClearChargingProfileResponse>
{
    /// <summary>Of one profile; the other criteria then do not count.</summary>
    public int? Id { get; init; }

    /// <summary>0 is the station as a whole.</summary>
    public int? ConnectorId { get; init; }

    public OcppEnum<ChargingProfilePurpose>? ChargingProfilePurpose { get; init; }

    public int? StackLevel { get; init; }

    OcppAction IRequest.Action => Catalogue.ClearChargingProfile;

    internal static readonly PayloadShape<ClearChargingProfileRequest> Shape = new PayloadShape<ClearChargingProfileRequest>()
        .OptionalInteger("id", payload => payload.Id)
        .OptionalInteger("connectorId", payload => payload.ConnectorId)
        .OptionalEnum("chargingProfilePurpose", payload => payload.ChargingProfilePurpose)
        .OptionalInteger("stackLevel", payload => payload.StackLevel)
        .Reads(values => new()
        {
            Id = values.OptionalInteger(0),
            ConnectorId = values.OptionalInteger(1),
            ChargingProfilePurpose = values.OptionalEnum<ChargingProfilePurpose>(2),
            StackLevel = values.OptionalInteger(3),
        });
}

/// <summary>The answer to <see cref="ClearChargingProfileRequest"/>. OCPP 1.6 ed. 2 §6.14.</summary>
public sealed record ClearChargingProfileResponse
{
    public required OcppEnum<ClearChargingProfileStatus> Status { get; init; }

    internal static readonly PayloadShape<ClearChargingProfileResponse> Shape = new PayloadShape<ClearChargingProfileResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<ClearChargingProfileStatus>(0) });
}
