using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>
/// The limit of the station: what its connectors may take together, but no more than the ChargePointMaxProfile and the connection to the
/// grid allow. OCPP 1.6 ed. 2 §3.13.3, §5.7.
/// </summary>
/// <remarks>
/// §5.7 leaves open whether connector 0 is the sum or the ChargePointMaxProfile alone; the sum under the profile is what the station
/// expects to draw. Currents are added as if all connectors shared their phases: the most that may be on any one of them.
/// </remarks>
internal sealed class StationTimeline(ChargingSituation situation, long asked) : LimitTimeline
{
    private readonly ConnectorTimeline[] _connectors = [.. situation.Connectors.Select(supply => new ConnectorTimeline(situation, supply, asked))];
    private readonly ProfileTimeline[] _station = ProfilesOf(situation);

    /// <summary>The profiles of the whole station in order of precedence.</summary>
    public static ProfileTimeline[] ProfilesOf(ChargingSituation situation) =>
    [
        .. situation.Profiles.All
            .Where(one => one.ConnectorId == 0 && one.Profile.ChargingProfilePurpose.Is(ChargingProfilePurpose.ChargePointMaxProfile))
            .OrderByDescending(one => one.Profile.StackLevel)
            // A station has no start of charging: without a start of its own such a schedule counts from its receipt.
            .Select(one => new ProfileTimeline(one, one.ReceivedAt.UtcTicks)),
    ];

    public override Ruling At(long ticks)
    {
        var (current, power, phases) = (0m, 0m, 1);
        foreach (var connector in _connectors)
        {
            var limit = connector.At(ticks).Value;
            (current, power, phases) = (current + limit.Current, power + limit.Power, Math.Max(phases, limit.Phases));
        }

        var connectors = new LimitValue(current, power, phases);
        var value = connectors;
        if (situation.StationCurrent is { } fuse) value = value.Min(LimitValue.OfCurrent(fuse, phases, situation.NominalVoltage));
        var station = Prevailing(_station, ticks);
        if (station is { } max) value = value.Min(max.On(phases, situation.NominalVoltage));
        return new Ruling(value, station, Transaction: null, connectors);
    }

    public override IEnumerable<AppliedLimit> Applied(Ruling ruling)
    {
        var phases = ruling.Value.Phases;
        if (ruling.Station is { } max) yield return max.Applied(LimitSource.ChargePointMaxProfile, phases, situation.NominalVoltage);
        if (situation.StationCurrent is { } fuse) yield return new AppliedLimit(LimitSource.Station, fuse, fuse * situation.NominalVoltage * phases);
        yield return new AppliedLimit(LimitSource.Connectors, ruling.Connectors.Current, ruling.Connectors.Power);
    }

    protected internal override long Next(long ticks) =>
        _connectors.Aggregate(Earliest(_station, ticks, once: false), (earliest, connector) => Math.Min(earliest, connector.Next(ticks)));

    protected internal override long NextOnce(long ticks) =>
        _connectors.Aggregate(Earliest(_station, ticks, once: true), (earliest, connector) => Math.Min(earliest, connector.NextOnce(ticks)));
}
