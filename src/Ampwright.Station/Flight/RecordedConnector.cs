using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight;

/// <summary>A connector and its meter with the recorder in between.</summary>
internal sealed class RecordedConnector(RecordedLife life, IConnectorPort connector) : IConnectorPort, IMeterPort
{
    public ConnectorFacts Facts => connector.Facts;

    public IMeterPort Meter => this;

    public IReadOnlySet<MeterQuantity> Quantities => connector.Meter.Quantities;

    public MeterReading Read()
    {
        var reading = connector.Meter.Read();
        life.Write(new FlightLine { Kind = FlightKind.Meter, Connector = Facts.Number, Meter = reading });
        return reading;
    }

    public ValueTask<CommandOutcome> PermitEnergyAsync(bool permitted, TimeSpan deadline) =>
        CommandAsync(Command("permitEnergy") with { On = permitted }, () => connector.PermitEnergyAsync(permitted, deadline), Outcome);

    public ValueTask<AppliedOffer> SetOfferAsync(CurrentOffer offer, TimeSpan deadline) => CommandAsync(
        Command("offer") with { Milliamperes = offer.Milliamperes, Phases = offer.Phases },
        () => connector.SetOfferAsync(offer, deadline),
        applied => Outcome(applied.Outcome) with { Milliamperes = applied.Milliamperes, Phases = applied.Phases });

    public ValueTask<LockOutcome> LockAsync(TimeSpan deadline) => CommandAsync(Command("lock"), () => connector.LockAsync(deadline), Outcome);

    public ValueTask<LockOutcome> UnlockAsync(TimeSpan deadline) => CommandAsync(Command("unlock"), () => connector.UnlockAsync(deadline), Outcome);

    public ValueTask<CommandOutcome> SetInServiceAsync(bool inService, TimeSpan deadline) =>
        CommandAsync(Command("inService") with { On = inService }, () => connector.SetInServiceAsync(inService, deadline), Outcome);

    private ValueTask<T> CommandAsync<T>(FlightLine command, Func<ValueTask<T>> give, Func<T, FlightLine> tell) =>
        new(life.CommandAsync(command, give, tell));

    private FlightLine Command(string what) => new() { Kind = FlightKind.Command, Command = what, Connector = Facts.Number };

    private static FlightLine Outcome<T>(T outcome)
        where T : struct, Enum => new() { Kind = FlightKind.Outcome, Outcome = outcome.ToString() };
}
