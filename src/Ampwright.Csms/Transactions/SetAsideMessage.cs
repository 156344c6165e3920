namespace Ampwright.Csms.Transactions;

/// <summary>A transaction message that was answered and kept as it came, because it could not be told whose it is.</summary>
internal sealed record SetAsideMessage
{
    /// <summary>The order in which they were set aside: the key to page by.</summary>
    public long SetAsideId { get; init; }
    public string Station { get; init; } = "";
    public string Action { get; init; } = "";

    /// <summary>One of <see cref="SetAsideReason"/>.</summary>
    public string Why { get; init; } = "";
    public int? ClaimedTransactionId { get; init; }
    public string MessageId { get; init; } = "";

    /// <summary>The payload as it came, JSON.</summary>
    public string Payload { get; init; } = "{}";
    public DateTimeOffset ReceivedAt { get; init; }
}
