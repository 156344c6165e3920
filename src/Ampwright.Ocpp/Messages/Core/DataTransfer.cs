using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Either side sends what the standard has no message for. OCPP 1.6 ed. 2 §4.3, §5.6, §6.15.</summary>
public sealed record DataTransferRequest : IRequest<DataTransferResponse>
{
    /// <summary>Whose agreement this follows; a reversed domain name is usual. At most 255 characters.</summary>
    public required string VendorId { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? MessageId { get; init; }

    /// <summary>A string of any length; structured content is JSON inside the string.</summary>
    public string? Data { get; init; }

    OcppAction IRequest.Action => Catalogue.DataTransfer;

    internal static readonly PayloadShape<DataTransferRequest> Shape = new PayloadShape<DataTransferRequest>()
        .Text("vendorId", payload => payload.VendorId, max: 255)
        .OptionalText("messageId", payload => payload.MessageId, max: 50)
        .OptionalText("data", payload => payload.Data)
        .Reads(values => new()
        {
            VendorId = values.Text(0),
            MessageId = values.OptionalText(1),
            Data = values.OptionalText(2),
        });
}

/// <summary>The answer to <see cref="DataTransferRequest"/>. OCPP 1.6 ed. 2 §6.16.</summary>
public sealed record DataTransferResponse
{
    public required OcppEnum<DataTransferStatus> Status { get; init; }

    /// <summary>A string of any length.</summary>
    public string? Data { get; init; }

    internal static readonly PayloadShape<DataTransferResponse> Shape = new PayloadShape<DataTransferResponse>()
        .Enum("status", payload => payload.Status)
        .OptionalText("data", payload => payload.Data)
        .Reads(values => new()
        {
            Status = values.Enum<DataTransferStatus>(0),
            Data = values.OptionalText(1),
        });
}
