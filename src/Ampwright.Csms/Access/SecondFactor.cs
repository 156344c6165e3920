namespace Ampwright.Csms.Access;

/// <summary>An account's second factor as stored.</summary>
internal sealed record SecondFactor
{
    public string Account { get; init; } = "";

    /// <summary>Null: none is in force.</summary>
    public byte[]? SecretSealed { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Told, and not proven yet.</summary>
    public byte[]? PendingSealed { get; init; }
    public long LastStep { get; init; }

    /// <summary>Recovery codes that were not used.</summary>
    public int CodesLeft { get; init; }
}
