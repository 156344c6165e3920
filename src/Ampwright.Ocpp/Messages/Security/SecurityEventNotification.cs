using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>A station reports a security event. Security whitepaper ed. 3 A04, §5.15.</summary>
public sealed record SecurityEventNotificationRequest : IRequest<SecurityEventNotificationResponse>
{
    /// <summary>One of the whitepaper's event names, or the vendor's own. At most 50 characters.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required OcppTime Timestamp { get; init; }

    /// <summary>At most 255 characters.</summary>
    public string? TechInfo { get; init; }

    OcppAction IRequest.Action => Catalogue.SecurityEventNotification;

    internal static readonly PayloadShape<SecurityEventNotificationRequest> Shape = new PayloadShape<SecurityEventNotificationRequest>()
        .Text("type", payload => payload.Type, max: 50)
        .Time("timestamp", payload => payload.Timestamp)
        .OptionalText("techInfo", payload => payload.TechInfo, max: 255)
        .Reads(values => new()
        {
            Type = values.Text(0),
            Timestamp = values.Time(1),
            TechInfo = values.OptionalText(2),
        });
}

/// <summary>The answer to <see cref="SecurityEventNotificationRequest"/>. Security whitepaper ed. 3 §5.16.</summary>
public sealed record SecurityEventNotificationResponse
{
    internal static readonly PayloadShape<SecurityEventNotificationResponse> Shape = new PayloadShape<SecurityEventNotificationResponse>().Reads(_ => new());
}
