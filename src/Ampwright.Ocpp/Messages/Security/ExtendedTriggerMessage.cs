using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>
/// The CSMS asks a station to send a message now, those of the security whitepaper among them. Security whitepaper ed. 3 §5.5.
/// </summary>
public sealed record ExtendedTriggerMessageRequest : IRequest<ExtendedTriggerMessageResponse>
{
    public required OcppEnum<ExtendedMessageTrigger> RequestedMessage { get; init; }

    /// <summary>At least 1. For one connector only.</summary>
    public int? ConnectorId { get; init; }

    OcppAction IRequest.Action => Catalogue.ExtendedTriggerMessage;

    internal static readonly PayloadShape<ExtendedTriggerMessageRequest> Shape = new PayloadShape<ExtendedTriggerMessageRequest>()
        .Enum("requestedMessage", payload => payload.RequestedMessage)
        .OptionalInteger("connectorId", payload => payload.ConnectorId, from: 1)
        .Reads(values => new()
        {
            RequestedMessage = values.Enum<ExtendedMessageTrigger>(0),
            ConnectorId = values.OptionalInteger(1),
        });
}

/// <summary>The answer to <see cref="ExtendedTriggerMessageRequest"/>. Security whitepaper ed. 3 §5.6.</summary>
public sealed record ExtendedTriggerMessageResponse
{
    public required OcppEnum<TriggerMessageStatus> Status { get; init; }

    internal static readonly PayloadShape<ExtendedTriggerMessageResponse> Shape = new PayloadShape<ExtendedTriggerMessageResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<TriggerMessageStatus>(0) });
}
