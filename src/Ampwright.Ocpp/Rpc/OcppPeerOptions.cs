using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Rpc;

/// <summary>Limits and manners of one connection.</summary>
public sealed record OcppPeerOptions
{
    public ReadMode Mode { get; init; } = ReadMode.Tolerant;

    /// <summary>How long a CALL of ours waits for its answer. OCPP-J 1.6 §4.1.1 leaves it open.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest message accepted at first, in bytes; <see cref="OcppPeer.MaxMessageBytes"/> can change it later.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>Shared with other connections: what all of them may hold in memory of messages received; null sets no limit.</summary>
    public InboundBudget? InboundBudget { get; init; }

    /// <summary>CALLs received and not yet answered; one more ends the connection.</summary>
    public int MaxWaitingCalls { get; init; } = 256;

    /// <summary>How long one frame may take to leave; longer ends the connection.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
