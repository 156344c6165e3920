namespace Ampwright.Ocpp.Rpc;

/// <summary>Thrown by a handler of ours: the CALL is answered with this CALLERROR.</summary>
/// <param name="code">The code of the CALLERROR.</param>
/// <param name="message">Its description, at most 255 characters are sent.</param>
public sealed class CallRefusedException(RpcErrorCode code, string message) : Exception(message)
{
    public RpcErrorCode Code { get; } = code;
}
