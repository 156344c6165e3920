using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight.Replay;

/// <summary>A connector and its meter that do and show what the record says.</summary>
internal sealed class ReplayedConnector(ReplayedPort port, ConnectorFacts facts, IReadOnlySet<MeterQuantity> quantities) : IConnectorPort, IMeterPort
{
    public ConnectorFacts Facts => facts;

    public IMeterPort Meter => this;

    public IReadOnlySet<MeterQuantity> Quantities => quantities;

    public MeterReading Read() => port.Expect(FlightKind.Meter, facts.Number).Meter!;

    public ValueTask<CommandOutcome> PermitEnergyAsync(bool permitted, TimeSpan deadline) => port.Command(Outcome<CommandOutcome>);

    public ValueTask<AppliedOffer> SetOfferAsync(CurrentOffer offer, TimeSpan deadline) =>
        port.Command(line => new AppliedOffer(Outcome<CommandOutcome>(line), line.Milliamperes ?? 0, line.Phases ?? 0));

    public ValueTask<LockOutcome> LockAsync(TimeSpan deadline) => port.Command(Outcome<LockOutcome>);

    public ValueTask<LockOutcome> UnlockAsync(TimeSpan deadline) => port.Command(Outcome<LockOutcome>);

    public ValueTask<CommandOutcome> SetInServiceAsync(bool inService, TimeSpan deadline) => port.Command(Outcome<CommandOutcome>);

    private static T Outcome<T>(FlightLine line)
        where T : struct, Enum => Enum.Parse<T>(line.Outcome!);
}
