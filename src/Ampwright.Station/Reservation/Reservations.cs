using Ampwright.Station.Authorization;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Reservation;

/// <summary>
/// The places kept for somebody: who may charge in spite of them, and when they are over. They outlive resets and power cuts.
/// OCPP 1.6 ed. 2 §5.13.
/// </summary>
/// <remarks>
/// <code>
/// ReserveNow ──► kept ─┬─ transaction of the tag or its parent (carries the reservationId)
///                      ├─ expiryDate, by the station's clock once that is trusted
///                      ├─ CancelReservation
///                      └─ the connector is Faulted or Unavailable
/// </code>
/// One for connector 0 pins no connector: as many as there are of these stay free for their holders, and show Reserved once no other
/// is left.
/// </remarks>
internal sealed class Reservations
{
    private readonly StationCore _core;
    private readonly LoopTimer _expiry;
    private IReadOnlyList<Connector> _connectors = [];
    private HashSet<int> _shown = [];
    private bool _began;
    private bool _updating;

    public Reservations(StationCore core)
    {
        _core = core;
        _expiry = core.NewTimer(OnExpiry);
        core.Clock.Stepped += _ => Arm();
    }

    public IEnumerable<RememberedReservation> All => _core.Memory.State.Reservations.Values;

    private List<RememberedReservation> Floating => [.. All.Where(one => one.Connector == 0)];

    /// <summary>At boot, once the connectors know their state.</summary>
    public void Begin(IReadOnlyList<Connector> connectors)
    {
        _connectors = connectors;
        _began = true;
        EndWhatCannotBeHonoured();
        Refresh();
        Arm();
    }

    /// <summary>The reservation of one connector.</summary>
    public RememberedReservation? On(int connector) => All.FirstOrDefault(one => one.Connector == connector && connector != 0);

    /// <summary>The reservation that somebody uses up by charging at a connector.</summary>
    public RememberedReservation? UsedBy(int connector, string idTag, string? parentIdTag) =>
        On(connector) is { } own ? (IsHolder(own, idTag, parentIdTag) ? own : null)
        : Floating.Find(one => IsHolder(one, idTag, parentIdTag));

    /// <summary>Whether somebody may charge at a connector, as far as what is reserved goes.</summary>
    public bool Admits(Connector connector, string idTag, string? parentIdTag)
    {
        if (On(connector.Number) is { } own) return IsHolder(own, idTag, parentIdTag);
        var others = Floating.Count(one => !IsHolder(one, idTag, parentIdTag));
        return others == 0 || Vacant(except: connector.Number) >= others;
    }

    /// <summary>Whether a connector shows Reserved, provided nobody is authorized there.</summary>
    public bool IsReserved(int connector) => On(connector) is not null || _shown.Contains(connector);

    /// <summary>How many connectors without a car could be taken by whoever comes.</summary>
    public int Vacant(int except) =>
        _connectors.Count(one => one.Number != except && one is { CouldServe: true, IsCarPresent: false } && On(one.Number) is null);

    /// <summary>A connector's state changed: others may have to be kept now, and what it cannot honour any more is over.</summary>
    public void OnChanged()
    {
        if (!_began || _updating || _core.Memory.State.Reservations.IsEmpty && _shown.Count == 0) return;
        EndWhatCannotBeHonoured();
        Refresh();
    }

    /// <summary>Keeps a place; false when the disk does not take it.</summary>
    public bool TryMake(RememberedReservation reservation)
    {
        if (!_core.Memory.TryRecord(new ReservationMade(reservation))) return false;
        _core.Trace.Note($"connector {reservation.Connector} is reserved for {reservation.IdTag} until {reservation.Expiry:O}");
        Arm();
        return true;
    }

    public void End(RememberedReservation reservation, string why)
    {
        _core.Memory.Record(new ReservationEnded(reservation.Id), durable: true);
        _core.Trace.Note($"reservation {reservation.Id} is over: {why}");
    }

    /// <summary>Brings the statuses in line with what is reserved.</summary>
    public void Refresh()
    {
        if (_updating) return;
        _updating = true;
        try
        {
            // All that can still be taken, also by whoever has already plugged in, if there are no more of them than floating ones.
            var left = _connectors.Where(one => one.CouldServe && On(one.Number) is null).Select(one => one.Number).ToHashSet();
            _shown = left.Count <= Floating.Count ? left : [];
            foreach (var connector in _connectors) connector.Update();
        }
        finally
        {
            _updating = false;
        }
    }

    public static bool IsHolder(RememberedReservation reservation, string idTag, string? parentIdTag) =>
        IdTags.Same(reservation.IdTag, idTag) || IdTags.Same(reservation.ParentIdTag, parentIdTag);

    private void EndWhatCannotBeHonoured()
    {
        foreach (var reservation in All.ToList())
        {
            var places = _connectors.Where(one => reservation.Connector == 0 || one.Number == reservation.Connector).ToList();
            if (places.TrueForAll(one => one.IsFaulted)) End(reservation, "Faulted");
            else if (places.TrueForAll(one => one.IsFaulted || one.IsInoperative)) End(reservation, "Unavailable");
        }
    }

    private void Arm()
    {
        // A clock nobody has set may be years off; reservations then wait for the CSMS to set it.
        if (!_core.Clock.Trusted || _core.Memory.State.Reservations.IsEmpty) _expiry.Clear();
        else _expiry.Set(All.Min(one => one.Expiry) - _core.Clock.Now);
    }

    private void OnExpiry()
    {
        foreach (var reservation in All.Where(one => one.Expiry <= _core.Clock.Now).ToList()) End(reservation, "expired");
        Refresh();
        Arm();
    }
}
