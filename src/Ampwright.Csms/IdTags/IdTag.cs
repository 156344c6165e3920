namespace Ampwright.Csms.IdTags;

/// <summary>A card or app token that may charge. Compared without case (OCPP 1.6 ed. 2 §2.2, CiString20).</summary>
internal sealed record IdTag
{
    /// <summary>1..20 printable ASCII characters; opaque.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The group; compares membership only, it is no card number itself (§3.10).</summary>
    public string? ParentIdTag { get; init; }

    public bool Blocked { get; init; }

    /// <summary>UTC; from then on the tag is Expired. Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Answer ConcurrentTx to a second start while one runs.</summary>
    public bool OneTransactionAtATime { get; init; }

    public long? DriverId { get; init; }

    public string? Note { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }
}
