using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>
/// The CSMS gives a station a charging profile; one with the same id, or the same purpose and stack level, is replaced. OCPP 1.6 ed. 2
/// §5.16, §6.43.
/// </summary>
public sealed record SetChargingProfileRequest : IRequest<SetChargingProfileResponse>
{
    /// <summary>0 is the station as a whole; with TxDefaultProfile, each of its connectors (errata v4.0 3.53).</summary>
    public required int ConnectorId { get; init; }

    /// <summary>One profile, in spite of the name.</summary>
    public required ChargingProfile CsChargingProfiles { get; init; }

    OcppAction IRequest.Action => Catalogue.SetChargingProfile;

    internal static readonly PayloadShape<SetChargingProfileRequest> Shape = new PayloadShape<SetChargingProfileRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 0)
        .Object("csChargingProfiles", payload => payload.CsChargingProfiles, ChargingProfile.Shape)
        .Reads(values => new()
        {
            ConnectorId = values.Integer(0),
            CsChargingProfiles = values.Object<ChargingProfile>(1),
        });
}

/// <summary>The answer to <see cref="SetChargingProfileRequest"/>. OCPP 1.6 ed. 2 §6.44.</summary>
public sealed record SetChargingProfileResponse
{
    public required OcppEnum<ChargingProfileStatus> Status { get; init; }

    internal static readonly PayloadShape<SetChargingProfileResponse> Shape = new PayloadShape<SetChargingProfileResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<ChargingProfileStatus>(0) });
}
