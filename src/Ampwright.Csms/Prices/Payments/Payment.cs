namespace Ampwright.Csms.Prices.Payments;

/// <summary>Money for one session. Amounts are whole smallest units of the currency.</summary>
internal sealed record Payment
{
    public long PaymentId { get; init; }
    public string Provider { get; init; } = "";
    public string Method { get; init; } = "";
    public long SiteId { get; init; }
    public string Station { get; init; } = "";
    public long StationId { get; init; }
    public string IdTag { get; init; } = "";
    public int? TransactionId { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>What was asked for.</summary>
    public long Amount { get; init; }
    public long Authorized { get; init; }
    public long Captured { get; init; }
    public long Refunded { get; init; }
    public PaymentState State { get; init; }
    public string MadeBy { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How far a payment is. The names are on disk and in the API.</summary>
internal enum PaymentState
{
    Authorizing,
    Authorized,

    /// <summary>By the provider: there is no money.</summary>
    Declined,
    Capturing,
    Captured,
    Releasing,
    Released,
}

/// <summary>What a provider is to do, and what became of it.</summary>
internal sealed record PaymentOrder
{
    public long OrderId { get; init; }
    public long PaymentId { get; init; }
    public ProviderOrderKind Kind { get; init; }
    public string OrderKey { get; init; } = "";
    public long Amount { get; init; }

    /// <summary>Open, Done or Declined.</summary>
    public string State { get; init; } = "";
    public string? ProviderReference { get; init; }
    public string? Why { get; init; }
    public int Tries { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}
