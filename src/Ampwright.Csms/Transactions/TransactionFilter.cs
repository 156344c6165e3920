using Ampwright.Csms.Access;

namespace Ampwright.Csms.Transactions;

internal sealed record TransactionFilter
{
    /// <summary>The identity of one station.</summary>
    public string? Station { get; init; }

    /// <summary>Only those of stations at these sites.</summary>
    public SiteScope Scope { get; init; } = SiteScope.Everywhere;

    public string? IdTag { get; init; }

    /// <summary>Only those with the id tags that this driver has now.</summary>
    public long? Driver { get; init; }

    /// <summary>True: only running ones; false: only stopped ones.</summary>
    public bool? Open { get; init; }

    /// <summary>Only transactions older than this sequence number: the last one of the page before.</summary>
    public long? Before { get; init; }

    public int Limit { get; init; } = 100;
}
