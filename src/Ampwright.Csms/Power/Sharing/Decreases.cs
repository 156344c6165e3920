using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>
/// Who is told less. A little less for everybody is not worth everybody's message: where it is needed, some are lowered by what is worthwhile, until all
/// that is on its way leaves room for those that wait, and as much again: one of them may be lost.
/// </summary>
internal static class Decreases
{
    /// <summary>Less is not worth a message, in tenths of an ampere.</summary>
    private const int Worthwhile = 10;

    /// <param name="asked">Those that can be told something now.</param>
    /// <param name="all">All connectors of the site.</param>
    /// <param name="limits">What holds.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<(ConnectorShare Of, int Limit)> Of(List<ConnectorShare> asked, List<ConnectorShare> all, List<SupplyNode> limits, DateTimeOffset now)
    {
        var (after, spare) = (new Room(limits), new Room(limits.ConvertAll(Narrower)));
        foreach (var connector in all) Take(connector, connector.Coming(now));
        foreach (var waiting in asked.Where(connector => connector.Wanted >= connector.Plan.Least && connector.Present < connector.Plan.Least))
            Take(waiting, Math.Max(0, waiting.Wanted - waiting.Coming(now)));
        var lowered = new List<(ConnectorShare, int)>();
        var small = new List<(ConnectorShare Of, int Lowest)>();
        foreach (var connector in asked)
        {
            var (wanted, lowest) = (connector.Wanted, connector.Transaction.Newest?.Limit ?? connector.Present);
            if (wanted >= lowest) continue;
            if (wanted > 0 && lowest - wanted < Worthwhile) small.Add((connector, lowest));
            else Lower(connector, wanted);
        }
        foreach (var (connector, lowest) in small.Where(one => after.IsOver(one.Of.AsLoad)).OrderByDescending(one => one.Lowest - one.Of.Wanted).ToList())
        {
            if (spare.IsOver(connector.AsLoad)) Lower(connector, Math.Max(lowest - Worthwhile, Math.Min(connector.Wanted, Math.Max(connector.Plan.Least, connector.WorstFallback))));
        }
        return lowered;

        void Take(ConnectorShare connector, int current)
        {
            after.Take(connector.AsLoad, current);
            spare.Take(connector.AsLoad, current);
        }

        void Lower(ConnectorShare connector, int limit)
        {
            Take(connector, -Math.Max(0, connector.Coming(now) - Math.Max(limit, connector.WorstFallback)));
            lowered.Add((connector, limit));
        }
    }

    private static SupplyNode Narrower(SupplyNode limit) => limit with
    {
        L1 = limit.L1 - Worthwhile,
        L2 = limit.L2 - Worthwhile,
        L3 = limit.L3 - Worthwhile,
        Sum = limit.Sum - (3 * Worthwhile),
    };
}
