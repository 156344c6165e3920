using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>A station reports the status or an error of a connector or of itself. OCPP 1.6 ed. 2 §4.9, §6.47.</summary>
public sealed record StatusNotificationRequest : IRequest<StatusNotificationResponse>
{
    /// <summary>0 is the station's main controller.</summary>
    public required int ConnectorId { get; init; }

    public required OcppEnum<ChargePointErrorCode> ErrorCode { get; init; }

    /// <summary>More about the error, for people. At most 50 characters.</summary>
    public string? Info { get; init; }

    public required OcppEnum<ChargePointStatus> Status { get; init; }

    /// <summary>Since when; absent means when the message arrives.</summary>
    public OcppTime? Timestamp { get; init; }

    /// <summary>At most 255 characters.</summary>
    public string? VendorId { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? VendorErrorCode { get; init; }

    OcppAction IRequest.Action => Catalogue.StatusNotification;

    internal static readonly PayloadShape<StatusNotificationRequest> Shape = new PayloadShape<StatusNotificationRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 0)
        .Enum("errorCode", payload => payload.ErrorCode)
        .OptionalText("info", payload => payload.Info, max: 50)
        .Enum("status", payload => payload.Status)
        .OptionalTime("timestamp", payload => payload.Timestamp)
        .OptionalText("vendorId", payload => payload.VendorId, max: 255)
        .OptionalText("vendorErrorCode", payload => payload.VendorErrorCode, max: 50)
        .Reads(values => new()
        {
            ConnectorId = values.Integer(0),
            ErrorCode = values.Enum<ChargePointErrorCode>(1),
            Info = values.OptionalText(2),
            Status = values.Enum<ChargePointStatus>(3),
            Timestamp = values.OptionalTime(4),
            VendorId = values.OptionalText(5),
            VendorErrorCode = values.OptionalText(6),
        });
}

/// <summary>The answer to <see cref="StatusNotificationRequest"/>. OCPP 1.6 ed. 2 §6.48.</summary>
public sealed record StatusNotificationResponse
{
    internal static readonly PayloadShape<StatusNotificationResponse> Shape = new PayloadShape<StatusNotificationResponse>().Reads(_ => new());
}
