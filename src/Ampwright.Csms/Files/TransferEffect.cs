using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Files;

/// <summary>A station will fetch or bring a file, or will not.</summary>
internal abstract class TransferEffect<T>(OcppAction action) : ICommandEffect
    where T : TransferRecord
{
    public OcppAction? Action => action;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        // Given as a bare command, it has no row yet; one that was never sent needs none.
        if ((Find(unit, outcome.CommandId) ?? (outcome.WasSent ? Add(unit, outcome) : null)) is not { IsOpen: true } transfer) return;
        if (outcome.State == CommandState.Answered) Accept(unit, transfer, outcome.Answer);
        else if (outcome.IsOpen) Note(unit, transfer, "the station did not answer: it may carry it out");
        else if (outcome.State is CommandState.Superseded or CommandState.Cancelled) End(unit, transfer, outcome.State, outcome.Why);
        else End(unit, transfer, CommandState.Refused, outcome.Status is { } status ? $"the station answered {status}" : outcome.Why ?? outcome.State.ToString());
    }

    protected abstract T? Find(WriteUnit unit, long commandId);

    /// <summary>The row of a command that somebody wrote himself.</summary>
    protected abstract T? Add(WriteUnit unit, CommandOutcome outcome);

    protected abstract void Accept(WriteUnit unit, T transfer, object? answer);

    protected abstract void Note(WriteUnit unit, T transfer, string why);

    /// <param name="unit">The unit of work.</param>
    /// <param name="transfer">What is over.</param>
    /// <param name="how">Superseded, Cancelled or Refused.</param>
    /// <param name="why">In words.</param>
    protected abstract void End(WriteUnit unit, T transfer, CommandState how, string? why);
}
