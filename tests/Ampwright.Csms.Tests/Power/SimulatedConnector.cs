using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Sharing;

namespace Ampwright.Csms.Tests.Power;

/// <summary>A connector with the cars that come to it: what flows is decided by what it holds and how its car follows, and is what is measured.</summary>
internal sealed class SimulatedConnector(SimulatedStation station, int number, Wiring wiring, int most, DateTimeOffset midnight)
{
    private readonly List<(ShareOrder Order, int From)> _coming = [];
    private (int Transaction, int Limit, DateTimeOffset Until)? _profile;
    private int? _fallback;
    private int _signal;
    private int _obeyed;
    private int _followAt = -1;

    public SimulatedStation Station => station;

    public int Number => number;

    public Wiring Wiring => wiring;

    public Queue<SimulatedCar> Cars { get; } = new();

    public SimulatedCar? Car { get; private set; }

    public int? Transaction { get; private set; }

    public int StartedAt { get; private set; }

    /// <summary>What flows on each of its phases, in tenths of an ampere.</summary>
    public int Current { get; private set; }

    /// <summary>What the CSMS was told last.</summary>
    public ConnectorFacts Known { get; private set; } = new() { ConnectorId = number };

    public void Take(ShareOrder order, int from) => _coming.Add((order, from));

    public void Step(int second, ref int transactions)
    {
        var clock = midnight.AddSeconds(second + station.ClockError);
        foreach (var (order, _) in _coming.Where(coming => coming.From <= second))
        {
            if (order.Kind == OrderKind.Fallback) _fallback = order.Limit;
            else if (order.Transaction == Transaction) _profile = (order.Transaction!.Value, order.Limit, order.Until ?? DateTimeOffset.MaxValue);
        }
        _coming.RemoveAll(coming => coming.From <= second);

        if (Car is not null && second >= Car.Leaves) (Car, Transaction, _profile, Current) = (null, null, null, 0);
        var comes = Car is null && Cars.TryPeek(out var next) && second >= next.Arrives;
        if (comes)
        {
            Car = Cars.Dequeue();
            (Transaction, StartedAt) = (++transactions, second);
        }
        if (Car is null) return;

        var allowed = _profile is { } held && held.Transaction == Transaction && clock < held.Until ? held.Limit : _fallback ?? most;
        if (comes) (_signal, _obeyed, _followAt) = (allowed, allowed, -1);
        if (allowed != _signal)
        {
            _signal = allowed;
            if (_followAt < 0) _followAt = second + Car.Slowness;
        }
        if (_followAt >= 0 && second >= _followAt) (_obeyed, _followAt) = (_signal, -1);
        var wants = Car.Received < Car.Needs;
        Current = wants && _obeyed >= 60 ? Math.Min(_obeyed, Car.Most) : 0;
        Car.Received += Current / 10.0 * 230 * wiring.Weight / 3600;
        if (Current == 0) Car.Waited++;
    }

    /// <summary>The CSMS hears of it: at once, and its meter every ten seconds.</summary>
    public void Tell(int second)
    {
        if (!station.IsThere) return;
        var measured = second % 10 == number || Known.Transaction != Transaction;
        Known = new ConnectorFacts
        {
            ConnectorId = number,
            Transaction = Transaction,
            StartedAt = midnight.AddSeconds(StartedAt),
            Received = (long)(Car?.Received ?? 0),
            CarPauses = Car is not null && Car.Received >= Car.Needs,
            Drawn = measured ? Current : Known.Drawn,
            DrawnAt = measured ? midnight.AddSeconds(second) : Known.DrawnAt,
        };
    }
}

/// <param name="Arrives">Second of the day.</param>
/// <param name="Leaves">Second of the day.</param>
/// <param name="Needs">In Wh.</param>
/// <param name="Most">What it can draw on each phase, in tenths of an ampere.</param>
/// <param name="Slowness">So many seconds it goes on as before when its limit changes.</param>
internal sealed record SimulatedCar(int Arrives, int Leaves, double Needs, int Most, int Slowness)
{
    public double Received { get; set; }

    /// <summary>Seconds without anything.</summary>
    public int Waited { get; set; }
}
