namespace Ampwright.Csms.Power.Allotment;

/// <summary>What is left in the supply: four rows for each node, L1, L2, L3 and their sum.</summary>
internal sealed class Room
{
    public const int Rows = 4;
    private readonly IReadOnlyList<SupplyNode> _nodes;

    public Room(IReadOnlyList<SupplyNode> nodes)
    {
        _nodes = nodes;
        Left = new int[nodes.Count * Rows];
        for (var node = 0; node < nodes.Count; node++)
        {
            if (nodes[node].Parent >= node) throw new ArgumentException($"Node {node} stands before its parent.", nameof(nodes));
            for (var row = 0; row < Rows; row++) Left[(node * Rows) + row] = Math.Clamp(nodes[node].Row(row), 0, SupplyNode.Unlimited);
        }
    }

    /// <summary>Below 0 where more is taken than there is.</summary>
    public int[] Left { get; }

    public int ParentOf(int node) => _nodes[node].Parent;

    /// <summary>How often a current of this wiring counts in a row.</summary>
    public static int WeightOf(Wiring wiring, int row) => row < Rows - 1 ? (wiring.Loads(row) ? 1 : 0) : wiring.Weight;

    public void Take(Demand demand, int current)
    {
        if (current == 0) return;
        for (var node = demand.Node; node >= 0; node = ParentOf(node))
        {
            for (var row = 0; row < Rows; row++) Left[(node * Rows) + row] -= current * WeightOf(demand.Wiring, row);
        }
    }

    /// <summary>Whether more is taken than there is anywhere where it counts.</summary>
    public bool IsOver(Demand demand)
    {
        for (var node = demand.Node; node >= 0; node = ParentOf(node))
        {
            for (var row = 0; row < Rows; row++)
            {
                if (Left[(node * Rows) + row] < 0 && WeightOf(demand.Wiring, row) > 0) return true;
            }
        }
        return false;
    }

    /// <summary>What one may draw more, at least 0, and the node that has no more.</summary>
    public (int Current, int Node) For(Demand demand)
    {
        var (least, at) = (SupplyNode.Unlimited, -1);
        for (var node = demand.Node; node >= 0; node = ParentOf(node))
        {
            for (var row = 0; row < Rows; row++)
            {
                var weight = WeightOf(demand.Wiring, row);
                if (weight == 0) continue;
                var room = Math.Max(0, Left[(node * Rows) + row]) / weight;
                if (room < least) (least, at) = (room, node);
            }
        }
        return (least, at);
    }
}
