using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>A station reports how its update to signed firmware goes. Security whitepaper ed. 3 L01, §5.19.</summary>
public sealed record SignedFirmwareStatusNotificationRequest : IRequest<SignedFirmwareStatusNotificationResponse>
{
    public required OcppEnum<SignedFirmwareStatus> Status { get; init; }

    /// <summary>Of the SignedUpdateFirmware; absent only when triggered while none is under way.</summary>
    public int? RequestId { get; init; }

    OcppAction IRequest.Action => Catalogue.SignedFirmwareStatusNotification;

    internal static readonly PayloadShape<SignedFirmwareStatusNotificationRequest> Shape = new PayloadShape<SignedFirmwareStatusNotificationRequest>()
        .Enum("status", payload => payload.Status)
        .OptionalInteger("requestId", payload => payload.RequestId)
        .Reads(values => new()
        {
            Status = values.Enum<SignedFirmwareStatus>(0),
            RequestId = values.OptionalInteger(1),
        });
}

/// <summary>The answer to <see cref="SignedFirmwareStatusNotificationRequest"/>. Security whitepaper ed. 3 §5.20.</summary>
public sealed record SignedFirmwareStatusNotificationResponse
{
    internal static readonly PayloadShape<SignedFirmwareStatusNotificationResponse> Shape = new PayloadShape<SignedFirmwareStatusNotificationResponse>().Reads(_ => new());
}
