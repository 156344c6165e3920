using Ampwright.Csms.MessageLog;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Connections;

/// <summary>Puts what crosses a connection into the message log, and into the program's log what it met and did not act upon.</summary>
internal sealed class ConnectionObserver(string station, MessageTrace trace, CsmsMetrics metrics, ILogger log) : IPeerObserver
{
    public void Received(ReadOnlySpan<byte> frame) => trace.Received(frame);

    public void Sent(ReadOnlySpan<byte> frame) => trace.Sent(frame);

    public void Ignored(IgnoredReason why, string text) => log.Ignored(station, why.ToString(), text);

    public void Refused(string messageId, string? action, RpcErrorCode code, string text)
    {
        metrics.CallRefused(action, code.ToString());
        log.CallRefused(station, action, messageId, code.ToString(), text);
    }

    public void HandlerFailed(OcppAction action, Exception exception) => log.HandlerFailed(exception, station, action.Name);
}
