namespace Ampwright.Csms.Power.Allotment;

/// <summary>All that an allotment depends on.</summary>
internal sealed record AllotmentRequest
{
    /// <summary>Each stands behind its parent.</summary>
    public required IReadOnlyList<SupplyNode> Nodes { get; init; }
    public required IReadOnlyList<Demand> Demands { get; init; }
    public SharingPolicy Policy { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long a turn lasts where the least does not reach all.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromMinutes(15);
}
