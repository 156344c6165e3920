using Ampwright.Ocpp.SmartCharging;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.SmartCharging;

/// <summary>
/// How much each connector may draw: collects every limit as a claim, lets the lowest rule, and tells the hardware as soon as that
/// changes. OCPP 1.6 ed. 2 §3.13.
/// </summary>
/// <remarks>
/// <code>
/// profiles ─┐
/// rating, cable, derating, manual ─┼─► limit of each connector ─┐
///                                  │                            ├─► the lower one is offered
/// supply, ChargePointMaxProfile ───┴─► divided among those ─────┘
///                                      that charge
/// </code>
/// Worked out anew whenever one of these changes, and at the instant at which a schedule does.
/// </remarks>
internal sealed class CurrentLimits
{
    private readonly StationCore _core;
    private readonly IReadOnlyList<Connector> _connectors;
    private readonly LoopTimer _next;
    private volatile IReadOnlyList<CurrentClaim>[] _claims;
    private bool _began;

    public CurrentLimits(StationCore core, IReadOnlyList<Connector> connectors)
    {
        (_core, _connectors) = (core, connectors);
        _claims = [.. connectors.Select(_ => Array.Empty<CurrentClaim>())];
        _next = core.NewTimer(Apply);
        core.Clock.Stepped += _ => Apply();
        foreach (var connector in connectors)
        {
            connector.TransactionBegan += _ => Apply();
            connector.TransactionEnded += _ => Apply();
            connector.LimitChanged += Apply;
        }
    }

    /// <summary>At boot, once the connectors know their state.</summary>
    public void Begin()
    {
        _began = true;
        Apply();
    }

    /// <summary>
    /// All claims on a connector, the one that rules first; where nobody charges, as they were when something last changed. Safe from any
    /// thread.
    /// </summary>
    public IReadOnlyList<CurrentClaim> ClaimsOn(int connector) => _claims[connector - 1];

    /// <summary>A limit set by a person; null = none any more. Kept over power cuts.</summary>
    public void SetManual(int connector, ManualLimit? limit)
    {
        _core.Memory.Record(new ManuallyLimited(connector, limit), durable: true);
        Apply();
    }

    /// <summary>What limits depend on, with all connectors or only some.</summary>
    public ChargingSituation Situation(IEnumerable<Connector> connectors) => new()
    {
        Profiles = _core.Memory.State.Profiles,
        NominalVoltage = _core.Port.Facts.MainsVolts,
        StationCurrent = _core.Port.Facts.MaxMilliamperes / 1000m,
        Connectors = [.. connectors.Select(Supply)],
    };

    public ChargingSituation Situation() => Situation(_connectors);

    /// <summary>1 the limit of each, 2 what those that charge may draw together, 3 the shares, 4 claims and offers, 5 when to look again.</summary>
    public void Apply()
    {
        if (!_began) return;
        var now = _core.Clock.Now;

        // 1
        var situation = Situation();
        var limits = _connectors.Select(connector => situation.LimitAt(connector.Number, now)).ToList();

        // 2
        var charging = _connectors.Where(connector => connector.MayDraw).OrderBy(connector => connector.Running!.Tx).ToList();
        var together = charging.Count == 0 ? null : Situation(charging).LimitAt(0, now);

        // 3
        var shares = together is null ? [] : SupplyShares.Of(
            together.Current, [.. charging.Select(one => (limits[one.Number - 1].Current, one.Facts.MinMilliamperes / 1000m))]);

        // 4
        var claims = new List<IReadOnlyList<CurrentClaim>>();
        foreach (var (connector, limit) in _connectors.Zip(limits))
        {
            var at = charging.IndexOf(connector);
            var site = at < 0
                ? new CurrentClaim(CurrentClaimSource.Site, _core.Port.Facts.MaxMilliamperes / 1000m, "the supply of the station")
                : new CurrentClaim(CurrentClaimSource.Site, SiteShare(shares[at], limit), Share(together!, charging.Count));
            claims.Add([.. Claims(connector, limit).Append(site).OrderBy(claim => claim.Amperes)]);
            if (at >= 0) connector.Offer(OfferOf(connector, limit, claims[^1][0].Amperes));
        }
        _claims = [.. claims];

        // 5
        var next = charging.Select(one => limits[one.Number - 1]).Append(together).Min(limit => limit?.Until);
        if (next is { } instant) _next.Set(TimeSpan.FromMilliseconds(Math.Ceiling((instant - now).TotalMilliseconds)));
        else _next.Clear();
    }

    private ConnectorSupply Supply(Connector connector) => new()
    {
        ConnectorId = connector.Number,
        MaxCurrent = OwnClaims(connector).Min(claim => claim.Amperes),
        Phases = connector.Facts.Phases,
        SwitchesPhases = connector.Facts.PhaseSwitching == PhaseSwitching.Charging,
        Transaction = connector.Running?.Tx,
        ChargingSince = connector.Running?.Started.Utc,
    };

    private IEnumerable<CurrentClaim> OwnClaims(Connector connector)
    {
        yield return new CurrentClaim(CurrentClaimSource.Connector, connector.Facts.MaxMilliamperes / 1000m, "the rating of the connector");
        if (connector.CableMilliamperes is { } cable)
            yield return new CurrentClaim(CurrentClaimSource.Cable, cable / 1000m, $"the plugged cable carries {cable / 1000m} A");
        if (connector.Derating is { } derating)
            yield return new CurrentClaim(CurrentClaimSource.Thermal, derating.Milliamperes / 1000m, derating.Why);
        if (_core.Memory.State.ManualLimits.GetValueOrDefault(connector.Number) is { } manual)
            yield return new CurrentClaim(CurrentClaimSource.Manual, manual.Milliamperes / 1000m, manual.Why);
    }

    private IEnumerable<CurrentClaim> Claims(Connector connector, ChargingLimit limit) => limit.Applied
        .Where(applied => applied.Profile is not null)
        .Select(applied => new CurrentClaim(CurrentClaimSource.Profile, applied.Current, Name(applied)))
        .Concat(OwnClaims(connector));

    // A share that leaves a connector all it may draw anyway is no limit of its own.
    private decimal SiteShare(decimal share, ChargingLimit limit) => share < limit.Current ? share : _core.Port.Facts.MaxMilliamperes / 1000m;

    private static string Share(ChargingLimit together, int charging)
    {
        var what = together.Deciding.Profile is null ? "the supply of the station" : Name(together.Deciding);
        return charging == 1 ? what : $"{what}, shared by {charging} that charge";
    }

    private static string Name(AppliedLimit applied) =>
        $"{applied.Source} {applied.Profile!.Profile.ChargingProfileId} of level {applied.Profile.Profile.StackLevel}, period {applied.Period + 1}";

    private static CurrentOffer OfferOf(Connector connector, ChargingLimit limit, decimal amperes) => new(
        (int)decimal.Floor(amperes * 1000), connector.Facts.PhaseSwitching == PhaseSwitching.Charging ? limit.Phases : null);
}
