using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>
/// The limit of one connector: the least of ChargePointMaxProfile, of TxProfile or else TxDefaultProfile, and of what connector and
/// station stand. OCPP 1.6 ed. 2 §3.13.3.
/// </summary>
internal sealed class ConnectorTimeline : LimitTimeline
{
    private readonly ConnectorSupply _supply;
    private readonly decimal _voltage;
    private readonly decimal? _stationCurrent;
    private readonly ProfileTimeline[] _station;
    private readonly ProfileTimeline[] _transaction;

    public ConnectorTimeline(ChargingSituation situation, ConnectorSupply supply, long asked)
    {
        _supply = supply;
        _voltage = situation.NominalVoltage;
        _stationCurrent = situation.StationCurrent;
        _station = StationTimeline.ProfilesOf(situation);
        var start = supply.ChargingSince?.UtcTicks ?? asked;
        _transaction =
        [
            .. situation.Profiles.All
                .Where(Holds)
                // A TxProfile overrules the defaults (§3.13.1), then the highest stack level prevails (§3.13.2), then a connector's own
                // default stands in for the one of all connectors (§3.13.1).
                .OrderByDescending(one => one.Profile.ChargingProfilePurpose.Is(ChargingProfilePurpose.TxProfile))
                .ThenByDescending(one => one.Profile.StackLevel)
                .ThenByDescending(one => one.ConnectorId)
                .Select(one => new ProfileTimeline(one, start)),
        ];
    }

    public override Ruling At(long ticks)
    {
        var station = Prevailing(_station, ticks);
        var transaction = Prevailing(_transaction, ticks);
        var phases = PhasesOf(station, transaction);
        var value = LimitValue.OfCurrent(Math.Min(_supply.MaxCurrent, _stationCurrent ?? decimal.MaxValue), phases, _voltage);
        if (station is { } max) value = value.Min(max.On(phases, _voltage));
        if (transaction is { } own) value = value.Min(own.On(phases, _voltage));
        return new Ruling(value, station, transaction, default);
    }

    public override IEnumerable<AppliedLimit> Applied(Ruling ruling)
    {
        var phases = ruling.Value.Phases;
        if (ruling.Transaction is { } own)
        {
            var isOwn = own.Timeline.Installed.Profile.ChargingProfilePurpose.Is(ChargingProfilePurpose.TxProfile);
            yield return own.Applied(isOwn ? LimitSource.TxProfile : LimitSource.TxDefaultProfile, phases, _voltage);
        }

        if (ruling.Station is { } max) yield return max.Applied(LimitSource.ChargePointMaxProfile, phases, _voltage);
        if (_stationCurrent is { } station) yield return Fixed(LimitSource.Station, station, phases);
        yield return Fixed(LimitSource.Connector, _supply.MaxCurrent, phases);
    }

    protected internal override long Next(long ticks) => Math.Min(Earliest(_station, ticks, once: false), Earliest(_transaction, ticks, once: false));

    protected internal override long NextOnce(long ticks) => Math.Min(Earliest(_station, ticks, once: true), Earliest(_transaction, ticks, once: true));

    private bool Holds(InstalledProfile one) => one.Profile.ChargingProfilePurpose.IsKnown && one.Profile.ChargingProfilePurpose.Value switch
    {
        ChargingProfilePurpose.TxProfile =>
            one.ConnectorId == _supply.ConnectorId && one.Transaction is not null && one.Transaction == _supply.Transaction,
        ChargingProfilePurpose.TxDefaultProfile => one.ConnectorId == 0 || one.ConnectorId == _supply.ConnectorId,
        _ => false,
    };

    private int PhasesOf(RulingPeriod? station, RulingPeriod? transaction)
    {
        if (!_supply.SwitchesPhases) return _supply.Phases;
        return Math.Min(_supply.Phases, Math.Min(station?.Phases ?? 3, transaction?.Phases ?? 3));
    }

    private AppliedLimit Fixed(LimitSource source, decimal current, int phases) => new(source, current, current * _voltage * phases);
}
