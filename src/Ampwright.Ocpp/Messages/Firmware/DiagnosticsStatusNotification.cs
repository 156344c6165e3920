using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Firmware;

/// <summary>A station reports how its upload of diagnostics goes. OCPP 1.6 ed. 2 §4.4, §6.17.</summary>
public sealed record DiagnosticsStatusNotificationRequest : IRequest<DiagnosticsStatusNotificationResponse>
{
    public required OcppEnum<DiagnosticsStatus> Status { get; init; }

    OcppAction IRequest.Action => Catalogue.DiagnosticsStatusNotification;

    internal static readonly PayloadShape<DiagnosticsStatusNotificationRequest> Shape = new PayloadShape<DiagnosticsStatusNotificationRequest>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<DiagnosticsStatus>(0) });
}

/// <summary>The answer to <see cref="DiagnosticsStatusNotificationRequest"/>. OCPP 1.6 ed. 2 §6.18.</summary>
public sealed record DiagnosticsStatusNotificationResponse
{
    internal static readonly PayloadShape<DiagnosticsStatusNotificationResponse> Shape = new PayloadShape<DiagnosticsStatusNotificationResponse>().Reads(_ => new());
}
