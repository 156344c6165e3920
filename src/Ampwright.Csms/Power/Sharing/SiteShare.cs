using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>
/// Shares the power of one site: from what is known at an instant it says what is to be sent. It has no clock, no store and no network of its own.
/// <code>
///   1 what is known     2 limits, now and a little ahead     3 the allotment     4 decreases, at once
///   5 increases, as far as the worst case of all that stations may hold leaves room: not before decreases are confirmed and cars have followed
///   6 fall-backs, station limits and leases, kept in force
/// </code>
/// Of what cannot be told anything, and of a decrease that is not confirmed, the worst counts.
/// </summary>
internal sealed class SiteShare
{
    /// <summary>A limit that falls within this time counts already: so long it may take to tell all.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);

    /// <summary>One that is served is not raised more often: what changes reaches it within 10 s.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(8);

    /// <summary>A lease that cannot be made longer than by this, because a limit falls, is left to run out.</summary>
    private static readonly TimeSpan WorthRenewing = TimeSpan.FromSeconds(10);

    /// <summary>What a station keeps until it is told otherwise.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.MaxValue.AddYears(-1);
    private readonly Dictionary<(long Station, int Connector), ConnectorShare> _connectors = [];
    private readonly Dictionary<long, Claims> _stations = [];
    private readonly List<ConnectorShare> _order = [];
    private PowerPlan? _limitsOf;
    private DateTimeOffset _limitsFrom;
    private DateTimeOffset _limitsUntil;
    private DateTimeOffset? _fall;
    private IReadOnlyList<SupplyNode> _limits = [];

    /// <summary>By station and number.</summary>
    public IReadOnlyList<ConnectorShare> Connectors => _order;

    public ConnectorShare? Find(long station, int connectorId) => _connectors.GetValueOrDefault((station, connectorId));

    /// <summary>What a station was sent as its own limit.</summary>
    public Claims OfStation(long station) => _stations.TryGetValue(station, out var claims) ? claims : _stations[station] = new Claims();

    /// <summary>What is to be sent now. What is in an order counts as sent.</summary>
    public List<ShareOrder> Look(PowerPlan plan, SiteFacts facts)
    {
        var now = facts.Now;
        // 1
        Know(plan, facts);
        // 2
        var limits = LimitsAt(plan, now);
        var shared = plan.Building is { } building ? Less(limits, building.Counts(facts.Building, now, withReserve: true)) : [.. limits];
        PlaceStations(plan, shared);
        // 3
        var allotted = Allotter.Allot(new AllotmentRequest
        {
            Nodes = shared,
            Demands = [.. _order.Select(connector => connector.Demand(now, plan.FallbackOf(connector.Plan), plan.Voltage))],
            Policy = plan.Policy,
            Now = now,
            Turn = plan.Turn,
        });
        for (var at = 0; at < allotted.Count; at++) _order[at].Decide(allotted[at]);

        var orders = new List<ShareOrder>();
        var until = now + plan.Lease;
        if (_fall is { } fall && fall - Claims.ClockSlack < until) until = fall - Claims.ClockSlack;
        var room = new Room(shared);
        foreach (var connector in _order) room.Take(connector.AsLoad, connector.Worst);
        var asked = _order.FindAll(connector => MayBeAsked(connector, now));
        // 4
        foreach (var (connector, limit) in Decreases.Of(asked, _order, shared, now)) orders.Add(Order(connector, limit, until, now));
        // 5
        foreach (var connector in asked.Where(connector => connector.Transaction.Asked is null).OrderBy(connector => connector.Present > 0).ThenBy(connector => connector.WaitingSince))
        {
            var (present, worst) = (connector.Present, connector.Worst);
            var goal = Math.Min(connector.Wanted, worst + room.For(connector.AsLoad).Current);
            if (goal <= present || goal < connector.Plan.Least) continue;
            if (present > 0 && connector.Transaction.Newest?.AskedAt + Calm > now) continue;
            room.Take(connector.AsLoad, Math.Max(0, goal - worst));
            orders.Add(Order(connector, goal, until, now));
        }
        // 6
        foreach (var connector in _order.Where(connector => connector.CanBeTold))
        {
            KeepFallback(plan, connector, room, orders, now);
            KeepStation(connector, orders, now);
            if (MayBeAsked(connector, now)) KeepLease(plan, connector, orders, until, now);
        }
        return orders;
    }

    /// <summary>Takes in what is known, and decides nothing.</summary>
    public void Know(PowerPlan plan, SiteFacts facts)
    {
        var seen = new HashSet<(long, int)>();
        _order.Clear();
        foreach (var station in facts.Stations)
        {
            foreach (var connector in station.Connectors)
            {
                var key = (station.StationId, connector.ConnectorId);
                seen.Add(key);
                if (!_connectors.TryGetValue(key, out var share)) _connectors[key] = share = new ConnectorShare(station, connector);
                share.Take(station, connector, plan.Of(station.Identity, connector.ConnectorId), plan.Turn, facts.Now);
                _order.Add(share);
            }
            var own = OfStation(station.StationId);
            own.Tidy(facts.Now);
            own.Distrust(station, OrderProfiles.StationId);
        }
        foreach (var gone in _connectors.Keys.Where(key => !seen.Contains(key)).ToList()) _connectors.Remove(gone);
    }

    private static bool MayBeAsked(ConnectorShare connector, DateTimeOffset now) =>
        connector.Charges && connector.CanBeTold && (connector.Transaction.RetryAt <= now || connector.Transaction.Asked is not null);

    private static List<SupplyNode> Less(IReadOnlyList<SupplyNode> limits, BuildingDraw draw) => [draw.OffFrom(limits[0]), .. limits.Skip(1)];

    private IReadOnlyList<SupplyNode> LimitsAt(PowerPlan plan, DateTimeOffset now)
    {
        if (ReferenceEquals(plan, _limitsOf) && now >= _limitsFrom && now < _limitsUntil) return _limits;
        (_limitsOf, _limitsFrom) = (plan, now);
        _limits = plan.LimitsAt(now, Ahead);
        // What falls before counts already.
        _fall = plan.NextFall(now + Ahead);
        var change = plan.NextChange(now) ?? Never;
        _limitsUntil = change > now + Ahead ? change - Ahead : change;
        return _limits;
    }

    /// <summary>A station with a limit of its own is a node.</summary>
    private void PlaceStations(PowerPlan plan, List<SupplyNode> limits)
    {
        var own = new Dictionary<(long Station, int Node), int>();
        foreach (var connector in _order)
        {
            connector.Node = Math.Clamp(connector.Plan.Node, 0, plan.Nodes.Count - 1);
            if (connector.Plan.StationMost is not { } most) continue;
            if (!own.TryGetValue((connector.Station.StationId, connector.Node), out var node))
            {
                own[(connector.Station.StationId, connector.Node)] = node = limits.Count;
                limits.Add(new SupplyNode { Parent = connector.Node, L1 = most, L2 = most, L3 = most });
            }
            connector.Node = node;
        }
    }

    private static void KeepFallback(PowerPlan plan, ConnectorShare connector, Room room, List<ShareOrder> orders, DateTimeOffset now)
    {
        var (fallback, present) = (plan.FallbackOf(connector.Plan), connector.Fallback);
        if (present.Asked is not null || present.RetryAt > now) return;
        if (Stands(present, fallback, connector)) return;
        var more = fallback - connector.Worst;
        if (more > 0)
        {
            if (room.For(connector.AsLoad).Current < more) return;
            room.Take(connector.AsLoad, more);
        }
        orders.Add(Order(connector, OrderKind.Fallback, present, fallback, Never, now));
        present.Newest!.Boot = connector.Station.BootedAt;
    }

    /// <summary>The station said so since its last boot, and nobody has touched it.</summary>
    private static bool Stands(Claims claims, int limit, ConnectorShare connector) =>
        claims.Held is { } held && held.Limit == limit && held.Boot == connector.Station.BootedAt && claims.Newest?.State == ClaimState.Held;

    private void KeepStation(ConnectorShare connector, List<ShareOrder> orders, DateTimeOffset now)
    {
        var own = OfStation(connector.Station.StationId);
        if (connector.Plan.StationMost is not { } most || connector.Station.NoStationProfile || own.Asked is not null || own.RetryAt > now || Stands(own, most, connector)) return;
        orders.Add(Order(connector, OrderKind.StationMost, own, most, Never, now));
        own.Newest!.Boot = connector.Station.BootedAt;
    }

    /// <summary>A lease that runs out is renewed at what it is, or made sure of where nobody knows whether it arrived.</summary>
    private static void KeepLease(PowerPlan plan, ConnectorShare connector, List<ShareOrder> orders, DateTimeOffset until, DateTimeOffset now)
    {
        if (connector.Transaction is not { Asked: null, Newest: { } newest }) return;
        if (newest.State == ClaimState.Unknown || (newest.Until - now < plan.Lease / 2 && until - newest.Until > WorthRenewing))
            orders.Add(Order(connector, Math.Min(Math.Min(connector.Present, newest.Limit), connector.Wanted), until, now));
    }

    private static ShareOrder Order(ConnectorShare connector, int limit, DateTimeOffset until, DateTimeOffset now) =>
        Order(connector, OrderKind.Transaction, connector.Transaction, limit, until, now);

    private static ShareOrder Order(ConnectorShare connector, OrderKind kind, Claims claims, int limit, DateTimeOffset until, DateTimeOffset now) => new()
    {
        Kind = kind,
        StationId = connector.Station.StationId,
        Station = connector.Station.Identity,
        ConnectorId = kind == OrderKind.StationMost ? 0 : connector.Facts.ConnectorId,
        Transaction = kind == OrderKind.Transaction ? connector.Facts.Transaction : null,
        StartedAt = connector.Facts.StartedAt,
        Limit = limit,
        Phases = connector.Plan.Wiring.Weight,
        Until = until == Never ? null : until,
        Of = claims,
        Claim = claims.Add(limit, until, now),
    };
}
