namespace Ampwright.Csms.Drivers;

/// <summary>Somebody who charges: what his id tags have in common.</summary>
internal sealed record Driver
{
    public long DriverId { get; init; }
    public string Name { get; init; } = "";
    public string? Contact { get; init; }
    public string? Note { get; init; }
    public long Version { get; init; }
    public int IdTags { get; init; }

    /// <summary>The numbers of his groups, in order.</summary>
    public IReadOnlyList<long> Groups { get; init; } = [];
}

/// <summary>Drivers for whom the same rules hold.</summary>
internal sealed record DriverGroup
{
    public long GroupId { get; init; }
    public string Name { get; init; } = "";
    public string? ParentIdTag { get; init; }
    public bool OneTransactionAtATime { get; init; }
    public string? Note { get; init; }
    public long Version { get; init; }
    public int Drivers { get; init; }
    public int Rules { get; init; }
    public int Tariffs { get; init; }
}
