namespace Ampwright.Ocpp.Rpc;

/// <summary>Sees everything that crosses one connection. Its methods are called on the connection's own threads and must be quick.</summary>
public interface IPeerObserver
{
    /// <summary>A whole frame came in, readable or not.</summary>
    void Received(ReadOnlySpan<byte> frame)
    {
    }

    /// <summary>A whole frame is about to be sent.</summary>
    void Sent(ReadOnlySpan<byte> frame)
    {
    }

    /// <summary>Something received was not acted upon.</summary>
    void Ignored(IgnoredReason why, string text)
    {
    }

    /// <summary>A CALL was answered with a CALLERROR.</summary>
    void Refused(string messageId, string? action, RpcErrorCode code, string text)
    {
    }

    /// <summary>A handler threw what it should not; the CALL was answered with InternalError.</summary>
    void HandlerFailed(OcppAction action, Exception exception)
    {
    }
}
