using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.RemoteTrigger;

/// <summary>The CSMS asks a station to send a message now. OCPP 1.6 ed. 2 §5.17, §6.51.</summary>
public sealed record TriggerMessageRequest : IRequest<TriggerMessageResponse>
{
    public required OcppEnum<MessageTrigger> RequestedMessage { get; init; }

    /// <summary>For one connector only. §6.51 wants more than 0, §5.17 uses 0 as an example: 0 is read. At least 0.</summary>
    public int? ConnectorId { get; init; }

    OcppAction IRequest.Action => Catalogue.TriggerMessage;

    internal static readonly PayloadShape<TriggerMessageRequest> Shape = new PayloadShape<TriggerMessageRequest>()
        .Enum("requestedMessage", payload => payload.RequestedMessage)
        .OptionalInteger("connectorId", payload => payload.ConnectorId, from: 0)
        .Reads(values => new()
        {
            RequestedMessage = values.Enum<MessageTrigger>(0),
            ConnectorId = values.OptionalInteger(1),
        });
}

/// <summary>The answer to <see cref="TriggerMessageRequest"/>. OCPP 1.6 ed. 2 §6.52.</summary>
public sealed record TriggerMessageResponse
{
    public required OcppEnum<TriggerMessageStatus> Status { get; init; }

    internal static readonly PayloadShape<TriggerMessageResponse> Shape = new PayloadShape<TriggerMessageResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<TriggerMessageStatus>(0) });
}
