using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>A station reports how its upload of a log goes. Security whitepaper ed. 3 N01, §5.13.</summary>
public sealed record LogStatusNotificationRequest : IRequest<LogStatusNotificationResponse>
{
    public required OcppEnum<UploadLogStatus> Status { get; init; }

    /// <summary>Of the GetLog; absent only when triggered while nothing is uploaded.</summary>
    public int? RequestId { get; init; }

    OcppAction IRequest.Action => Catalogue.LogStatusNotification;

    internal static readonly PayloadShape<LogStatusNotificationRequest> Shape = new PayloadShape<LogStatusNotificationRequest>()
        .Enum("status", payload => payload.Status)
        .OptionalInteger("requestId", payload => payload.RequestId)
        .Reads(values => new()
        {
            Status = values.Enum<UploadLogStatus>(0),
            RequestId = values.OptionalInteger(1),
        });
}

/// <summary>The answer to <see cref="LogStatusNotificationRequest"/>. Security whitepaper ed. 3 §5.14.</summary>
public sealed record LogStatusNotificationResponse
{
    internal static readonly PayloadShape<LogStatusNotificationResponse> Shape = new PayloadShape<LogStatusNotificationResponse>().Reads(_ => new());
}
