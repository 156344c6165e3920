using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Host;

/// <summary>A connector of the board. Its commands are lines, its meter is what the board told last.</summary>
internal sealed class BoardConnectorPort(BoardLink link, ConnectorFacts facts) : IConnectorPort, IMeterPort
{
    public ConnectorFacts Facts => facts;

    public IMeterPort Meter => this;

    public IReadOnlySet<MeterQuantity> Quantities => link.Quantities(facts.Number);

    public MeterReading Read() => link.ReadMeter(facts.Number);

    public ValueTask<CommandOutcome> PermitEnergyAsync(bool permitted, TimeSpan deadline) => link.AskAsync(
        $"permit {facts.Number}", CommandLines.Permit(facts.Number, permitted, deadline), deadline, answer =>
        {
            // Without a link a critical fault stands, and what a critical fault forbids is refused.
            if (answer is null && permitted && !link.IsUp) return CommandOutcome.Refused;
            if (answer?.Verb == "done") link.Note(facts.Number, state => state with { EnergyPermitted = permitted });
            return Outcome(answer);
        });

    public ValueTask<AppliedOffer> SetOfferAsync(CurrentOffer offer, TimeSpan deadline) => link.AskAsync(
        $"offer {facts.Number}", CommandLines.Offer(facts.Number, offer, deadline), deadline, answer =>
        {
            if (answer?.Verb != "done") return new AppliedOffer(Outcome(answer), 0, facts.Phases);
            var applied = new AppliedOffer(CommandOutcome.Done, answer.Int("ma", 0, LineFields.GreatestCurrent), answer.Int("phases", 1, 3));
            link.Note(facts.Number, state => state with { OfferMilliamperes = applied.Milliamperes });
            return applied;
        });

    public ValueTask<LockOutcome> LockAsync(TimeSpan deadline) => MoveBolt(CommandLines.Lock(facts.Number, deadline), LockOutcome.Locked, deadline);

    public ValueTask<LockOutcome> UnlockAsync(TimeSpan deadline) => MoveBolt(CommandLines.Unlock(facts.Number, deadline), LockOutcome.Unlocked, deadline);

    public ValueTask<CommandOutcome> SetInServiceAsync(bool inService, TimeSpan deadline) => link.AskAsync(
        $"service {facts.Number}", CommandLines.Service(facts.Number, inService, deadline), deadline, answer =>
        {
            if (answer?.Verb == "done") link.Note(facts.Number, state => state with { InService = inService });
            return Outcome(answer);
        });

    private ValueTask<LockOutcome> MoveBolt(BoardLine line, LockOutcome success, TimeSpan deadline) => !facts.HasLock
        ? new(LockOutcome.NotSupported)
        : link.AskAsync($"bolt {facts.Number}", line, deadline, answer => answer?.Verb switch
        {
            "done" => success,
            "refused" => answer["why"] switch
            {
                "nocable" => LockOutcome.NoCable,
                "nolock" => LockOutcome.NotSupported,
                _ => LockOutcome.Jammed,
            },
            _ => LockOutcome.TimedOut,
        });

    private static CommandOutcome Outcome(BoardLine? answer) => answer?.Verb switch
    {
        "done" => CommandOutcome.Done,
        "refused" => CommandOutcome.Refused,
        _ => CommandOutcome.TimedOut,
    };
}
