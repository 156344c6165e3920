namespace Ampwright.Csms.Tests.Power;

/// <summary>
/// The most energy that anybody could have delivered who knew the whole day beforehand: a linear programme that is a flow from cars through
/// quarters of an hour, feeders and the site, solved exactly (Dinic). A car's least current, the reserve, lines and faults bind it in nothing, and
/// of the phases it knows only their sum: what it finds is at least what any real sharing can reach.
/// </summary>
internal sealed class EnergyOptimum
{
    private const int Slot = 900;
    private readonly List<int>[] _edges;
    private readonly List<(int To, double Left)> _arcs = [];
    private readonly int[] _level;
    private readonly int[] _next;

    private EnergyOptimum(int nodes)
    {
        _edges = new List<int>[nodes];
        for (var node = 0; node < nodes; node++) _edges[node] = [];
        (_level, _next) = (new int[nodes], new int[nodes]);
    }

    /// <returns>In Wh.</returns>
    public static double Of(SimulatedDay day)
    {
        var slots = SimulatedDay.Seconds / Slot;
        var places = day.Plan.Nodes.Count;
        int Car(int car) => 2 + car;
        int Place(int slot, int place) => 2 + day.Cars.Count + (slot * places) + place;
        var flow = new EnergyOptimum(2 + day.Cars.Count + (slots * places));
        for (var slot = 0; slot < slots; slot++)
        {
            var room = new double[places];
            // Schedules begin and end on quarters of an hour.
            var limits = day.Plan.LimitsAt(SimulatedDay.Midnight.AddSeconds(slot * Slot), TimeSpan.Zero);
            for (var place = 0; place < places; place++)
            {
                for (var second = slot * Slot; second < (slot + 1) * Slot; second++)
                    room[place] += Math.Max(0, limits[place].L1 - (place == 0 ? day.BuildingAt(second) : 0)) / 10.0 * 230 * 3 / 3600;
            }
            for (var place = 0; place < places; place++) flow.Connect(Place(slot, place), place == 0 ? 1 : Place(slot, day.Plan.Nodes[place].Parent), room[place]);
        }
        for (var car = 0; car < day.Cars.Count; car++)
        {
            var (at, one) = day.Cars[car];
            flow.Connect(0, Car(car), one.Needs);
            var place = day.Plan.Of(at.Station.Identity, at.Number).Node;
            var most = Math.Min(one.Most, day.Plan.Of(at.Station.Identity, at.Number).Most) / 10.0 * 230 * at.Wiring.Weight / 3600;
            for (var slot = one.Arrives / Slot; slot < slots && slot * Slot < one.Leaves; slot++)
            {
                var seconds = Math.Min(one.Leaves, (slot + 1) * Slot) - Math.Max(one.Arrives, slot * Slot);
                flow.Connect(Car(car), Place(slot, place), seconds * most);
            }
        }
        return flow.Most();
    }

    private void Connect(int from, int to, double room)
    {
        _edges[from].Add(_arcs.Count);
        _arcs.Add((to, room));
        _edges[to].Add(_arcs.Count);
        _arcs.Add((from, 0));
    }

    private double Most()
    {
        var total = 0.0;
        while (Reach())
        {
            Array.Clear(_next);
            while (Push(0, double.MaxValue) is > 1e-6 and var pushed) total += pushed;
        }
        return total;
    }

    private bool Reach()
    {
        Array.Fill(_level, -1);
        _level[0] = 0;
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var node))
        {
            foreach (var arc in _edges[node])
            {
                var (to, left) = _arcs[arc];
                if (left <= 1e-6 || _level[to] >= 0) continue;
                _level[to] = _level[node] + 1;
                open.Enqueue(to);
            }
        }
        return _level[1] >= 0;
    }

    private double Push(int node, double flow)
    {
        if (node == 1) return flow;
        for (; _next[node] < _edges[node].Count; _next[node]++)
        {
            var arc = _edges[node][_next[node]];
            var (to, left) = _arcs[arc];
            if (left <= 1e-6 || _level[to] != _level[node] + 1) continue;
            var pushed = Push(to, Math.Min(flow, left));
            if (pushed <= 1e-6) continue;
            _arcs[arc] = (to, left - pushed);
            _arcs[arc ^ 1] = (_arcs[arc ^ 1].To, _arcs[arc ^ 1].Left + pushed);
            return pushed;
        }
        return 0;
    }
}
