namespace Ampwright.Csms.Power.Allotment;

/// <summary>A place in the supply that stands so much: the site, a feeder, a group. All currents are in tenths of an ampere.</summary>
internal sealed record SupplyNode
{
    /// <summary>No limit: no supply comes near it, and sums of many stay below what an int holds.</summary>
    public const int Unlimited = 100_000_000;

    /// <summary>Its place in the list of nodes, before it; −1: the site itself.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>On each of L1, L2 and L3.</summary>
    public int L1 { get; init; } = Unlimited;
    public int L2 { get; init; } = Unlimited;
    public int L3 { get; init; } = Unlimited;

    /// <summary>Of all phases together: a limit of power, divided by the voltage.</summary>
    public int Sum { get; init; } = Unlimited;

    /// <summary>Of the row: 0 to 2 are the phases, 3 their sum.</summary>
    public int Row(int row) => row switch { 0 => L1, 1 => L2, 2 => L3, _ => Sum };
}
