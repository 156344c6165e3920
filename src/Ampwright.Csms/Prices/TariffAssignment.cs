namespace Ampwright.Csms.Prices;

/// <summary>That a tariff holds at a place, for everybody or for a group.</summary>
internal sealed record TariffAssignment
{
    public long AssignmentId { get; init; }
    public long TariffId { get; init; }

    /// <summary>Neither site nor station: everywhere.</summary>
    public long? SiteId { get; init; }
    public long? StationId { get; init; }

    /// <summary>The station's identity.</summary>
    public string? Station { get; init; }

    /// <summary>Null: for everybody.</summary>
    public long? GroupId { get; init; }
    public long Version { get; init; }
}
