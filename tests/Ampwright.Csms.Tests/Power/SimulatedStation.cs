using Ampwright.Csms.Power.Sharing;

namespace Ampwright.Csms.Tests.Power;

/// <summary>A station as it is, whatever the CSMS knows of it: its connection, what it holds, what waits to be sent to it. Time is in seconds of the day.</summary>
internal sealed class SimulatedStation(int number, Random random)
{
    private const int TimeOut = 30;
    private const int Noticed = 30;
    private readonly Queue<ShareOrder> _waiting = new();
    private (ShareOrder Order, int DoneAt, ClaimEnd Fate)? _sent;
    private int _awayUntil;
    private int _awaySince = int.MinValue;

    public int Number => number;

    public string Identity => $"S{number}";

    public List<SimulatedConnector> Connectors { get; } = [];

    /// <summary>Its clock is off by so many seconds.</summary>
    public int ClockError { get; } = random.Next(-10, 11);

    public bool IsThere { get; private set; } = true;

    /// <summary>What the CSMS knows: a dead line is noticed late.</summary>
    public bool SeemsThere { get; private set; } = true;

    public int Refused { get; private set; }

    public int Lost { get; private set; }

    public int SecondsAway { get; private set; }

    public void Send(ShareOrder order) => _waiting.Enqueue(order);

    public void Step(int second, DateTimeOffset now, bool faulty)
    {
        if (IsThere && faulty && random.Next(20_000) == 0) (IsThere, _awaySince, _awayUntil) = (false, second, second + random.Next(60, 1_800));
        else if (!IsThere && second >= _awayUntil) (IsThere, SeemsThere) = (true, true);
        if (!IsThere)
        {
            SecondsAway++;
            if (second >= _awaySince + Noticed) SeemsThere = false;
        }

        if (_sent is { } sent && second >= sent.DoneAt)
        {
            // What comes back through a line that died meanwhile does not come back.
            var fate = IsThere || sent.Fate == ClaimEnd.Lost ? sent.Fate : ClaimEnd.Lost;
            if (fate == ClaimEnd.Lost) Lost++;
            if (fate == ClaimEnd.Refused) Refused++;
            sent.Order.Of.End(sent.Order.Claim, fate, now);
            _sent = null;
        }
        if (!SeemsThere)
        {
            if (_sent is { } cut) cut.Order.Of.End(cut.Order.Claim, ClaimEnd.Lost, now);
            _sent = null;
            while (_waiting.TryDequeue(out var never)) never.Of.End(never.Claim, ClaimEnd.NeverSent, now);
        }
        if (_sent is null && _waiting.TryDequeue(out var order)) _sent = Carry(order, second, faulty);
    }

    private (ShareOrder, int, ClaimEnd) Carry(ShareOrder order, int second, bool faulty)
    {
        if (!IsThere) return (order, second + TimeOut, ClaimEnd.Lost);
        var connector = order.ConnectorId == 0 ? null : Connectors[order.ConnectorId - 1];
        if (order.Kind == OrderKind.Transaction && connector!.Transaction != order.Transaction) return (order, second + 1, ClaimEnd.Refused);
        var chance = faulty ? random.Next(100) : 99;
        if (chance < 2) return (order, second + 1, ClaimEnd.Refused);
        if (chance < 4) return (order, second + TimeOut, ClaimEnd.Lost);
        connector?.Take(order, second + random.Next(2));
        // The station has done it, and its answer is lost.
        return chance < 6 ? (order, second + TimeOut, ClaimEnd.Lost) : (order, second + 1 + random.Next(2), ClaimEnd.Accepted);
    }
}
