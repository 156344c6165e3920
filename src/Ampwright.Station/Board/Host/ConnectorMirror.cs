using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Host;

/// <summary>What is known of one connector of the board.</summary>
internal sealed class ConnectorMirror(ConnectorFacts declared)
{
    public ConnectorFacts Facts => declared;

    public IReadOnlySet<MeterQuantity> Quantities { get; set; } = new HashSet<MeterQuantity>(Enum.GetValues<MeterQuantity>());

    public ConnectorSnapshot State { get; set; } = new(
        declared.Number, PilotState.A, declared.Kind == ConnectorKind.Tethered ? declared.MaxMilliamperes : null, LockState.Unlocked, InService: true,
        EnergyPermitted: false, ContactorClosed: false, ActivePhases: 0, OfferMilliamperes: 0,
        new MeterReading(0, 0, [.. Enumerable.Repeat(new PhaseReading(0, 0, 0, 1000), declared.Phases)], 0, 0, 0, MeterQuality.Stale));
}
