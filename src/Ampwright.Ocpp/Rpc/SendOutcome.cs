namespace Ampwright.Ocpp.Rpc;

/// <summary>How far a frame got. Only one that was never begun is certain not to have reached the other side.</summary>
public enum SendOutcome
{
    /// <summary>No byte of it was handed to the socket.</summary>
    NeverBegun,

    /// <summary>The socket failed, or took too long, while it had the frame: all of it, a part or nothing may have left.</summary>
    FailedUnderWay,

    /// <summary>The socket took all of it.</summary>
    Sent,
}
