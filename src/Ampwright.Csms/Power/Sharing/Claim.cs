namespace Ampwright.Csms.Power.Sharing;

/// <summary>A limit that a station was sent. Whatever it may hold counts, until it certainly does not.</summary>
internal sealed class Claim(int limit, DateTimeOffset until)
{
    /// <summary>In tenths of an ampere on each phase.</summary>
    public int Limit { get; } = limit;

    /// <summary>When the station lets it go by itself.</summary>
    public DateTimeOffset Until { get; } = until;

    public ClaimState State { get; set; }

    /// <summary>The command that carries it, as its sender knows it.</summary>
    public long? Command { get; set; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Of a fall-back: the boot of its station before it was sent. After another one nobody knows whether the station kept it.</summary>
    public DateTimeOffset? Boot { get; set; }

    /// <summary>Another took its place, and a car has followed by then; null: none has.</summary>
    public DateTimeOffset? OverAt { get; set; }
}

internal enum ClaimState
{
    /// <summary>On its way.</summary>
    Asked,

    /// <summary>The station said Accepted.</summary>
    Held,

    /// <summary>It was sent, and nobody knows what became of it.</summary>
    Unknown,
}

/// <summary>What became of what a station was sent.</summary>
internal enum ClaimEnd
{
    Accepted,

    /// <summary>The station said no: it holds what it held.</summary>
    Refused,

    /// <summary>No answer, or none that says anything: it may hold either.</summary>
    Lost,

    /// <summary>It never left.</summary>
    NeverSent,
}
