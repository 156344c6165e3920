namespace Ampwright.Ocpp.Rpc;

/// <summary>How a connection ended.</summary>
public enum PeerEnd
{
    /// <summary>The other side closed it in order.</summary>
    ClosedByOther,

    /// <summary>We closed or aborted it.</summary>
    ClosedByUs,

    /// <summary>It broke, or the other side went silent.</summary>
    Lost,

    /// <summary>The other side sent a message over the limit.</summary>
    MessageTooBig,

    /// <summary>The other side sent more CALLs than may wait.</summary>
    TooManyCalls,

    /// <summary>The memory that all connections share was spent, and this one held the most of it.</summary>
    OutOfMemory,
}
