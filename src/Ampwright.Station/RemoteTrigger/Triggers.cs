using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Connection;

namespace Ampwright.Station.RemoteTrigger;

/// <summary>
/// Carries out TriggerMessage and ExtendedTriggerMessage: the answer leaves first, then what was asked for.
/// OCPP 1.6 ed. 2 §5.17; security whitepaper ed. 3, 4.5.
/// </summary>
/// <remarks>
/// A part of the station whose message can be asked for says so with <c>On</c>. What it hands in gets the connector asked for and
/// returns what sends the message, or null when that cannot be done. What nobody has said is answered with NotImplemented, also a
/// text that is not in the standard.
/// </remarks>
internal sealed class Triggers
{
    private readonly Dictionary<MessageTrigger, Func<int?, Action?>> _messages = [];
    private readonly Dictionary<ExtendedMessageTrigger, Func<int?, Action?>> _extended = [];

    public void On(MessageTrigger message, Func<int?, Action?> prepare) => _messages[message] = prepare;

    public void On(ExtendedMessageTrigger message, Func<int?, Action?> prepare) => _extended[message] = prepare;

    /// <summary>A message that both requests can ask for.</summary>
    public void On(MessageTrigger message, ExtendedMessageTrigger extended, Func<int?, Action?> prepare)
    {
        On(message, prepare);
        On(extended, prepare);
    }

    public CallAnswer Answer(TriggerMessageRequest request)
    {
        var (status, send) = Prepare(request.RequestedMessage.IsKnown ? _messages.GetValueOrDefault(request.RequestedMessage.Value) : null, request.ConnectorId);
        return new CallAnswer(new TriggerMessageResponse { Status = status }, send);
    }

    public CallAnswer Answer(ExtendedTriggerMessageRequest request)
    {
        var (status, send) = Prepare(request.RequestedMessage.IsKnown ? _extended.GetValueOrDefault(request.RequestedMessage.Value) : null, request.ConnectorId);
        return new CallAnswer(new ExtendedTriggerMessageResponse { Status = status }, send);
    }

    private static (TriggerMessageStatus Status, Action? Send) Prepare(Func<int?, Action?>? prepare, int? connector)
    {
        if (prepare is null) return (TriggerMessageStatus.NotImplemented, null);
        var send = prepare(connector);
        return (send is null ? TriggerMessageStatus.Rejected : TriggerMessageStatus.Accepted, send);
    }
}
