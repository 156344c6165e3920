namespace Ampwright.Ocpp.Rpc;

/// <summary>The other side answered our CALL with a CALLERROR.</summary>
public sealed class CallErrorException(OcppEnum<RpcErrorCode> code, string description)
    : Exception(description.Length == 0 ? code.Text : $"{code.Text}: {description}")
{
    /// <summary>The code; stations also send texts the standard does not know.</summary>
    public OcppEnum<RpcErrorCode> Code { get; } = code;

    public string Description { get; } = description;
}
