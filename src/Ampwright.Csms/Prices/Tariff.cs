namespace Ampwright.Csms.Prices;

/// <summary>A tariff: what it says is in its versions.</summary>
internal sealed record Tariff
{
    public long TariffId { get; init; }

    /// <summary>1..80 characters, compared without case.</summary>
    public string Name { get; init; } = "";
    public string? Note { get; init; }

    /// <summary>Grows with every change, a new version included.</summary>
    public long Version { get; init; }

    /// <summary>How many places and groups it is assigned to.</summary>
    public int Assignments { get; init; }
}

internal sealed record TariffVersion
{
    public long TariffId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }

    /// <summary>For sessions that start from then on, until the next version's.</summary>
    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>A <see cref="TermsBody"/> as JSON.</summary>
    public string Terms { get; init; } = "{}";
    public DateTimeOffset MadeAt { get; init; }
    public string MadeBy { get; init; } = "";
}
