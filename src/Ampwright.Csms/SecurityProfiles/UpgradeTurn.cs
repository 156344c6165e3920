using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>One look at an upgrade that is at one of its steps, inside a unit of work.</summary>
internal sealed class UpgradeTurn(WriteUnit unit, UpgradeRecord upgrade, StationRecord station, UpgradeStepRecord step, CommandSecrets secrets)
{
    /// <summary>How often a command is sent that was not answered.</summary>
    private const int MostAttempts = 3;

    public WriteUnit Unit => unit;

    public DateTimeOffset Now => unit.Now;

    public UpgradeRecord Upgrade => upgrade;

    public StationRecord Station => station;

    public UpgradeStepRecord Step { get; private set; } = step;

    /// <summary>The command that the step waits for, or had last.</summary>
    public StepCommand? Command => StepCommand.Find(unit.Connection, Step.CommandId);

    public bool MayTryAgain => Step.Attempts < MostAttempts;

    /// <summary>Sends the station a command for this step; it waits for the station as long as a step may take.</summary>
    /// <param name="again">The one before was not answered.</param>
    /// <param name="waits">False: it is meant for the present connection only.</param>
    public void Send(IRequest request, bool again = false, bool waits = true)
    {
        try
        {
            var command = NewCommand.Of(request, upgrade.RequestedBy) with { Lifetime = upgrade.Patience, WaitsForStation = waits };
            var queued = CommandQueue.Add(unit, station, command);
            if (command.HoldsSecret) secrets.Keep(queued.CommandId, command.Request);
            Begin(Step with { CommandId = queued.CommandId, Attempts = Step.Attempts + (again ? 1 : 0), DueAt = null });
        }
        catch (CommandInvalidException refusal)
        {
            Fail(refusal.Message);
        }
    }

    /// <summary>The step waits for something else than a command.</summary>
    /// <param name="due">When to look again.</param>
    /// <param name="deadline">When it is given up.</param>
    /// <param name="detail">For what, in words.</param>
    public void Wait(DateTimeOffset due, DateTimeOffset deadline, string? detail = null, bool withoutCommand = false)
    {
        var next = Step with { DueAt = due < deadline ? due : deadline, DeadlineAt = deadline, Detail = detail ?? Step.Detail };
        Begin(withoutCommand ? next with { CommandId = null } : next);
    }

    /// <summary>One more command was not answered.</summary>
    public void CountAttempt() => Step = Step with { Attempts = Step.Attempts + 1 };

    public void Done(string detail) => Over(StepState.Done, detail);

    public void Skip(string detail) => Over(StepState.Skipped, detail);

    /// <summary>A preparation did not work out: nothing was switched.</summary>
    public void Fail(string why) => End(UpgradeState.Failed, why);

    /// <summary>The upgrade is over, without success.</summary>
    public void End(UpgradeState state, string why)
    {
        Over(StepState.Failed, why);
        ProfileDoor.Settle(unit, upgrade, _ => StepState.Skipped, "not reached");
        ProfileUpgrades.End(unit, upgrade, state, why);
    }

    private void Begin(UpgradeStepRecord begun)
    {
        var isNew = Step.State == StepState.Waiting;
        Step = begun with { State = StepState.Running, BeganAt = begun.BeganAt ?? unit.Now };
        ProfileUpgrades.Store(unit, Step);
        if (isNew) ProfileUpgrades.Tell(unit, upgrade.UpgradeId);
    }

    private void Over(StepState state, string detail)
    {
        Step = Step with { State = state, Detail = detail, BeganAt = Step.BeganAt ?? unit.Now, EndedAt = unit.Now, DueAt = null };
        ProfileUpgrades.Store(unit, Step);
    }
}
