using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Connections;

/// <summary>Puts into the log what a connection met and did not act upon.</summary>
internal sealed class ConnectionObserver(string station, ILogger log) : IPeerObserver
{
    public void Ignored(IgnoredReason why, string text) => log.Ignored(station, why.ToString(), text);

    public void Refused(string messageId, string? action, RpcErrorCode code, string text) =>
        log.CallRefused(station, action, messageId, code.ToString(), text);

    public void HandlerFailed(OcppAction action, Exception exception) => log.HandlerFailed(exception, station, action.Name);
}
