using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Firmware;

/// <summary>A station reports how its firmware update goes. OCPP 1.6 ed. 2 §4.5, §6.19.</summary>
public sealed record FirmwareStatusNotificationRequest : IRequest<FirmwareStatusNotificationResponse>
{
    public required OcppEnum<FirmwareStatus> Status { get; init; }

    OcppAction IRequest.Action => Catalogue.FirmwareStatusNotification;

    internal static readonly PayloadShape<FirmwareStatusNotificationRequest> Shape = new PayloadShape<FirmwareStatusNotificationRequest>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<FirmwareStatus>(0) });
}

/// <summary>The answer to <see cref="FirmwareStatusNotificationRequest"/>. OCPP 1.6 ed. 2 §6.20.</summary>
public sealed record FirmwareStatusNotificationResponse
{
    internal static readonly PayloadShape<FirmwareStatusNotificationResponse> Shape = new PayloadShape<FirmwareStatusNotificationResponse>().Reads(_ => new());
}
