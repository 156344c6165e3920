namespace Ampwright.Station.SmartCharging;

/// <summary>Divides a current among connectors that charge at once.</summary>
internal static class SupplyShares
{
    /// <param name="budget">A per phase, for all together.</param>
    /// <param name="connectors">
    /// What each may draw at most and has to be offered at least, A per phase; who began first comes first.
    /// </param>
    /// <returns>
    /// A per phase for each: as even as what they may draw lets it be. Where there is not enough for the least of all, those that began
    /// last get 0 and pause. One that may draw less than its least pauses anyway and keeps what it may. Those that do not pause never have
    /// more than the budget together.
    /// </returns>
    public static IReadOnlyList<decimal> Of(decimal budget, IReadOnlyList<(decimal Most, decimal Least)> connectors)
    {
        var shares = new decimal[connectors.Count];
        var left = budget;
        var charging = new List<int>();
        for (var index = 0; index < connectors.Count; index++)
        {
            var (most, least) = connectors[index];
            if (most < least) shares[index] = most;
            if (most < least || left < least) continue;
            shares[index] = least;
            left -= least;
            charging.Add(index);
        }

        // The rest evenly, to the mA, beginning with whoever can take least of it.
        var waiting = charging.Count;
        foreach (var index in charging.OrderBy(index => connectors[index].Most - connectors[index].Least))
        {
            var more = Math.Min(connectors[index].Most - connectors[index].Least, decimal.Floor(left * 1000 / waiting--) / 1000);
            shares[index] += more;
            left -= more;
        }
        return shares;
    }
}
