namespace Ampwright.Ocpp.Rpc;

/// <summary>
/// The connection ended before the CALL was answered. Whether the other side carried it out is not known, unless sending it was never begun.
/// </summary>
public sealed class ConnectionLostException(SendOutcome sending) : Exception(sending switch
{
    SendOutcome.NeverBegun => "The connection ended before the CALL was sent.",
    SendOutcome.FailedUnderWay => "The connection was lost while the CALL was being sent.",
    _ => "The connection ended before the answer came.",
})
{
    public SendOutcome Sending { get; } = sending;

    /// <summary>Whether the CALL may have reached the other side: sending it had begun.</summary>
    public bool WasSent => Sending != SendOutcome.NeverBegun;
}
