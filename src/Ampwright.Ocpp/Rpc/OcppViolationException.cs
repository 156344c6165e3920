namespace Ampwright.Ocpp.Rpc;

/// <summary>What the other side sent breaks the standard. The only exception that reading ever throws.</summary>
/// <param name="code">The code a faulty CALL is answered with.</param>
/// <param name="path">Where in the payload, as <c>meterValue[0].timestamp</c>; empty for the whole.</param>
/// <param name="message">What is wrong, in words.</param>
public sealed class OcppViolationException(RpcErrorCode code, string path, string message)
    : Exception(path.Length == 0 ? message : $"{path}: {message}")
{
    public RpcErrorCode Code { get; } = code;

    public string Path { get; } = path;
}
