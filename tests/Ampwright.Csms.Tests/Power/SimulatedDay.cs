using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;

namespace Ampwright.Csms.Tests.Power;

/// <summary>
/// A site of fifty connectors over a day, second by second: the sharing of the CSMS on one side, on the other stations, lines and cars that do what
/// they like. Nothing but orders and answers goes between the two.
/// </summary>
internal sealed class SimulatedDay
{
    public const int Seconds = 86_400;
    public static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly bool _faulty;
    private readonly List<SimulatedStation> _stations = [];
    private readonly SiteShare _share = new();
    private readonly int[] _building = new int[Seconds];
    private readonly Dictionary<int, IReadOnlyList<SupplyNode>> _limits = [];
    private readonly Dictionary<SimulatedConnector, bool[]> _under = [];
    private int _transactions;

    public SimulatedDay(int seed, PowerPlan plan, bool faulty)
    {
        _random = new Random(seed);
        (Plan, _faulty) = (plan, faulty);
        for (var number = 0; number < 25; number++)
        {
            var station = new SimulatedStation(number, new Random(seed + number));
            for (var connector = 1; connector <= 2; connector++)
            {
                var said = plan.Of(station.Identity, connector);
                var made = new SimulatedConnector(station, connector, said.Wiring, said.Most, Midnight);
                foreach (var car in CarsOf(new Random((seed * 1000) + (number * 2) + connector))) made.Cars.Enqueue(car);
                Cars.AddRange(made.Cars.Select(car => (made, car)));
                station.Connectors.Add(made);
                _under[made] = [.. Enumerable.Range(0, plan.Nodes.Count).Select(node => IsUnder(said.Node, node))];
            }
            _stations.Add(station);
        }
        Wander();
    }

    public PowerPlan Plan { get; }

    public List<(SimulatedConnector At, SimulatedCar Car)> Cars { get; } = [];

    public IReadOnlyList<SimulatedStation> Stations => _stations;

    /// <summary>By how much what flowed was above a limit on any phase of any node, the building included, in tenths of an ampere.</summary>
    public int Excess { get; private set; } = int.MinValue;

    public string ExcessAt { get; private set; } = "";

    public int Orders { get; private set; }

    /// <summary>Wh that all cars received.</summary>
    public double Delivered => Cars.Sum(one => one.Car.Received);

    /// <summary>Cars that stayed for an hour at stations that were there all the time, wanted something and got nothing.</summary>
    public int Starved => Cars.Count(one => one.At.Station.SecondsAway == 0 && one.Car.Leaves - one.Car.Arrives > 3_600 && one.Car.Received == 0);

    /// <summary>What the building draws on each phase, in tenths of an ampere.</summary>
    public int BuildingAt(int second) => _building[second];

    public void Run()
    {
        var connectors = _stations.SelectMany(station => station.Connectors).ToList();
        BuildingReading? reading = null;
        for (var second = 0; second < Seconds; second++)
        {
            var now = Midnight.AddSeconds(second);
            foreach (var station in _stations) station.Step(second, now, _faulty && second > 600);
            foreach (var connector in connectors) connector.Step(second, ref _transactions);
            Judge(second, now, connectors);
            if (second % 5 == 0) reading = new BuildingReading(_building[second], _building[second], _building[second], now);
            foreach (var connector in connectors) connector.Tell(second);
            // The program looks every second; here it is slower to see.
            if (second % 2 > 0) continue;
            var orders = _share.Look(Plan, new SiteFacts { Now = now, Building = reading, Stations = [.. _stations.Select(FactsOf)] });
            Orders += orders.Count;
            foreach (var order in orders) _stations[(int)order.StationId].Send(order);
        }
    }

    private static StationFacts FactsOf(SimulatedStation station) => new()
    {
        StationId = station.Number,
        Identity = station.Identity,
        Unreachable = station.SeemsThere ? null : "it is not connected",
        Connectors = [.. station.Connectors.Select(connector => connector.Known)],
    };

    /// <summary>The meter at each node of the supply, on each phase.</summary>
    private void Judge(int second, DateTimeOffset now, List<SimulatedConnector> connectors)
    {
        var limits = LimitsOf(now);
        for (var node = 0; node < limits.Count; node++)
        {
            for (var phase = 0; phase < 3; phase++)
            {
                var flows = node == 0 ? _building[second] : 0;
                foreach (var connector in connectors)
                {
                    if (connector.Current > 0 && connector.Wiring.Loads(phase) && _under[connector][node]) flows += connector.Current;
                }
                if (flows - limits[node].Row(phase) <= Excess) continue;
                (Excess, ExcessAt) = (flows - limits[node].Row(phase), $"{now:HH:mm:ss} {Plan.Nodes[node].Name} L{phase + 1}: {flows / 10.0} of {limits[node].Row(phase) / 10.0} A");
            }
        }
    }

    private IReadOnlyList<SupplyNode> LimitsOf(DateTimeOffset now)
    {
        var minute = (int)(now - Midnight).TotalMinutes;
        return _limits.TryGetValue(minute, out var found) ? found : _limits[minute] = Plan.LimitsAt(Midnight.AddMinutes(minute), TimeSpan.Zero);
    }

    private bool IsUnder(int node, int top)
    {
        for (; node >= 0; node = Plan.Nodes[node].Parent)
        {
            if (node == top) return true;
        }
        return false;
    }

    private static IEnumerable<SimulatedCar> CarsOf(Random random)
    {
        for (var second = 3_600 + random.Next(5 * 3_600); second < Seconds - 7_200;)
        {
            var stays = random.Next(2 * 3_600, 7 * 3_600);
            var most = random.Next(5) switch { 0 => 100, 1 => 130, 2 => 320, _ => 160 };
            yield return new SimulatedCar(second, Math.Min(second + stays, Seconds), random.Next(5_000, 45_000), most, random.Next(1, 6));
            second += stays + random.Next(600, 3 * 3_600);
        }
    }

    /// <summary>The building: by the hour, and every minute a little or a lot more or less; it never rises by more than 0.1 A in a second.</summary>
    private void Wander()
    {
        var (wanted, draws) = (500, 500.0);
        for (var second = 0; second < Seconds; second++)
        {
            if (second % 60 == 0 && _random.Next(5) == 0) wanted = (int)((second is > 25_200 and < 64_800 ? 700 : 400) + (_random.NextDouble() * 400));
            draws = draws < wanted ? Math.Min(wanted, draws + 1) : Math.Max(wanted, draws - 20);
            _building[second] = (int)draws;
        }
    }
}
