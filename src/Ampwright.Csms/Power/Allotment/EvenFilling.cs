namespace Ampwright.Csms.Power.Allotment;

/// <summary>
/// Raises some, who have something, evenly: the lowest first, until each has all it can use or stands at a node that has no more. What rises
/// is one level, so that the work grows with the number of levels at which something happens and not with that times the number of connectors.
/// </summary>
internal static class EvenFilling
{
    /// <param name="room">What is left.</param>
    /// <param name="demands">All demands.</param>
    /// <param name="allotted">What each has; those of <paramref name="some"/> are raised.</param>
    /// <param name="some">Who is raised, in the order in which a remainder is given out.</param>
    public static void Fill(Room room, IReadOnlyList<Demand> demands, Allotted[] allotted, int[] some)
    {
        if (some.Length == 0) return;
        foreach (var at in some) allotted[at] = allotted[at] with { Node = -1 };
        var rising = new HashSet<int>();
        var weights = new int[room.Left.Length];
        var joins = new Queue<int>(some.Where(at => allotted[at].Current < demands[at].Most).OrderBy(at => allotted[at].Current));
        var tops = new Queue<int>(joins.OrderBy(at => demands[at].Most));
        var level = 0;
        while (rising.Count > 0 || joins.Count > 0)
        {
            if (rising.Count == 0) level = allotted[joins.Peek()].Current;
            while (joins.Count > 0 && allotted[joins.Peek()].Current <= level) Join(joins.Dequeue());

            // Up to whatever comes first: another joins, one has enough, a row is full.
            while (tops.Count > 0 && allotted[tops.Peek()].Node >= 0) tops.Dequeue();
            var step = tops.Count > 0 ? demands[tops.Peek()].Most - level : int.MaxValue;
            if (joins.Count > 0) step = Math.Min(step, allotted[joins.Peek()].Current - level);
            for (var row = 0; row < weights.Length; row++)
            {
                if (weights[row] > 0) step = Math.Min(step, Math.Max(0, room.Left[row]) / weights[row]);
            }
            level += step;
            for (var row = 0; row < weights.Length; row++) room.Left[row] -= weights[row] * step;

            while (tops.Count > 0 && (allotted[tops.Peek()].Node >= 0 || demands[tops.Peek()].Most <= level))
            {
                var at = tops.Dequeue();
                if (rising.Contains(at)) Leave(at, -1);
            }
            for (var row = 0; row < weights.Length; row++)
            {
                if (weights[row] == 0 || room.Left[row] >= weights[row]) continue;
                foreach (var at in rising.Where(at => Loads(room, demands[at], row)).ToList()) Leave(at, row / Room.Rows);
            }
        }

        // What is left is less than a tenth for each: one by one.
        for (var given = true; given;)
        {
            given = false;
            foreach (var at in some.Where(at => allotted[at].Current < demands[at].Most && room.For(demands[at]).Current > 0))
            {
                room.Take(demands[at], 1);
                allotted[at] = allotted[at] with { Current = allotted[at].Current + 1 };
                given = true;
            }
        }

        void Join(int at)
        {
            rising.Add(at);
            Weigh(at, 1);
        }

        void Leave(int at, int node)
        {
            rising.Remove(at);
            Weigh(at, -1);
            allotted[at] = allotted[at] with { Current = level, Node = node };
        }

        void Weigh(int at, int sign)
        {
            for (var node = demands[at].Node; node >= 0; node = room.ParentOf(node))
            {
                for (var row = 0; row < Room.Rows; row++) weights[(node * Room.Rows) + row] += sign * Room.WeightOf(demands[at].Wiring, row);
            }
        }
    }

    private static bool Loads(Room room, Demand demand, int row)
    {
        if (Room.WeightOf(demand.Wiring, row % Room.Rows) == 0) return false;
        for (var node = demand.Node; node >= 0; node = room.ParentOf(node))
        {
            if (node == row / Room.Rows) return true;
        }
        return false;
    }
}
