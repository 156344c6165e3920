using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Flight;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Security;

/// <summary>Passes what crosses a connection to the trace, and what no CSMS should send to the security events.</summary>
internal sealed class WatchedLink(StationLoop loop, IPeerObserver trace, SecurityEvents events, RecordedLife? flight) : IPeerObserver
{
    public void Received(ReadOnlySpan<byte> frame) => trace.Received(frame);

    public void Sent(ReadOnlySpan<byte> frame) => trace.Sent(frame);

    public void HandlerFailed(OcppAction action, Exception exception) => trace.HandlerFailed(action, exception);

    public void Ignored(IgnoredReason why, string text)
    {
        trace.Ignored(why, text);
        if (why is IgnoredReason.Unreadable or IgnoredReason.UnknownMessageType) Raise(SecurityEventType.InvalidMessages, $"{why}");
        // What was answered once, or never asked, is sent again by somebody who has listened.
        if (why is IgnoredReason.RepeatedAnswer or IgnoredReason.ForeignAnswer) Raise(SecurityEventType.AttemptedReplayAttacks, $"{why}");
    }

    public void Refused(string messageId, string? action, RpcErrorCode code, string text)
    {
        trace.Refused(messageId, action, code, text);
        if (code is RpcErrorCode.FormationViolation or RpcErrorCode.ProtocolError or RpcErrorCode.TypeConstraintViolation)
            Raise(SecurityEventType.InvalidMessages, $"{action}: {code}");
    }

    public void Raise(SecurityEventType type, string techInfo) => loop.Post(() =>
    {
        flight?.Arrived(new FlightLine { Kind = FlightKind.Suspicion, Outcome = type.ToString(), Text = techInfo });
        events.RaiseOnce(type, techInfo);
    });
}
