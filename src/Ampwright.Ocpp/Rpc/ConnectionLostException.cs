namespace Ampwright.Ocpp.Rpc;

/// <summary>The connection ended before the CALL was answered. Whether the other side carried it out is not known, unless it was never sent.</summary>
public sealed class ConnectionLostException(bool wasSent) : Exception(wasSent ? "The connection ended before the answer came." : "The connection ended before the CALL was sent.")
{
    /// <summary>Whether the CALL may have reached the other side.</summary>
    public bool WasSent { get; } = wasSent;
}
