using Ampwright.Csms.Commands;
using System.Globalization;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>
/// The steps from the order to switch to the station that comes by the new profile (whitepaper A05). That it came is noted elsewhere, see
/// <see cref="ProfileDoor.Prove"/>; here is what happens as long as it has not.
/// <code>
///   ordered ─┬─ Accepted, RebootRequired ─► reset, where it does not go by itself ─► waited for ─► FellBack; both are accepted
///            ├─ Rejected, NotSupported … ─► FellBack; only the old one is, unless an order before may have been taken
///            └─ no answer ─► ordered again, where it is there by the old profile, three times at most ─► waited for
/// </code>
/// </summary>
internal static class UpgradeSwitch
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>How long a station may be away before it counts as gone by itself.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromMinutes(1);

    public static void Order(UpgradeTurn turn)
    {
        if (turn.Step.State == StepState.Waiting)
        {
            Send();
            return;
        }
        if (turn.Command is not { } command)
        {
            // It was left unanswered; the station may come by the new profile any moment.
            if (turn.Now >= turn.Step.DeadlineAt) turn.Done("the station did not answer");
            else if (turn.Now < turn.Step.DueAt) return;
            else if (turn.Station.Connected) Send();
            else turn.Wait(turn.Now + Look, turn.Step.DeadlineAt!.Value);
            return;
        }
        if (command.Agreed)
        {
            turn.Done(command.InWords);
        }
        else if (command.NotSent)
        {
            if (!turn.Upgrade.Unclear) ProfileDoor.Close(turn.Unit, turn.Station.StationId);
            turn.Fail(command.InWords);
        }
        else if (command.Unanswered)
        {
            ProfileUpgrades.MarkUnclear(turn.Unit, turn.Upgrade);
            turn.CountAttempt();
            if (turn.MayTryAgain)
                turn.Wait(turn.Now + TimeSpan.FromSeconds(turn.Upgrade.ResetAfterSeconds), turn.Now + turn.Upgrade.Patience, "the station did not answer", withoutCommand: true);
            else
                turn.Done("the station did not answer");
        }
        else if (turn.Upgrade.Unclear)
        {
            // A station that has taken it before refuses it now: it is no rise any more.
            turn.End(UpgradeState.FellBack, $"{command.InWords}, and may have taken an order before: both profiles are accepted until it comes, or until you begin again or cancel");
        }
        else
        {
            ProfileDoor.Close(turn.Unit, turn.Station.StationId);
            turn.End(UpgradeState.FellBack, $"{command.InWords}: security profile {turn.Upgrade.FromProfile} holds");
        }

        void Send() => turn.Send(new ChangeConfigurationRequest { Key = "SecurityProfile", Value = turn.Upgrade.TargetProfile.ToString(CultureInfo.InvariantCulture) });
    }

    public static void Reset(UpgradeTurn turn)
    {
        if (turn.Command is { } reset)
        {
            // It did not get there, or nobody knows: a station that is there by the old profile afterwards is told again.
            if (!(reset.Unanswered || reset.NotSent) || !turn.MayTryAgain)
            {
                turn.Done(reset.InWords);
                return;
            }
            turn.CountAttempt();
            turn.Wait(turn.Now + Look, turn.Now + turn.Upgrade.Patience, "the reset was not answered", withoutCommand: true);
            return;
        }
        var order = StepCommand.Find(turn.Unit.Connection, ProfileUpgrades.Steps(turn.Unit.Connection, turn.Upgrade.UpgradeId).Find(step => step.Step == UpgradeStep.SecurityProfile)?.CommandId);
        if (turn.Upgrade.Reset == ResetWish.None || order is not { Agreed: true, FinishedAt: { } agreedAt })
        {
            turn.Skip(turn.Upgrade.Reset == ResetWish.None ? "not wished for" : "the station did not agree to switch");
            return;
        }
        var due = order.AnswerStatus == "RebootRequired" ? agreedAt : agreedAt.AddSeconds(turn.Upgrade.ResetAfterSeconds);
        var deadline = agreedAt + turn.Upgrade.Patience;
        if (turn.Now < due || turn.Now < turn.Step.DueAt)
        {
            if (turn.Now < due) turn.Wait(due, deadline, "the station is given time to go by itself");
        }
        else if (!turn.Station.Connected)
        {
            // It tries the new profile, or it was cut off and is back in a moment by the old one.
            if (turn.Now < due + Absence) turn.Wait(turn.Now + Look, deadline);
            else turn.Skip("the station left by itself");
        }
        else if (IsCharging(turn))
        {
            if (turn.Now < deadline) turn.Wait(turn.Now + Look, deadline, "a transaction runs: the reset waits for its end");
            else turn.Skip("a transaction runs");
        }
        else
        {
            // One that leaves in this moment is not to be reset when it is back.
            turn.Send(new ResetRequest { Type = turn.Upgrade.Reset == ResetWish.Soft ? ResetType.Soft : ResetType.Hard }, waits: false);
        }
    }

    public static void Await(UpgradeTurn turn)
    {
        var deadline = turn.Step.DeadlineAt ?? turn.Now + turn.Upgrade.Patience;
        if (turn.Now < deadline)
        {
            turn.Wait(deadline, deadline, $"waits for the station to come by security profile {turn.Upgrade.TargetProfile}");
            return;
        }
        var where = turn.Station.Connected ? $"it is there by profile {turn.Upgrade.FromProfile}" : "it is not connected";
        turn.End(UpgradeState.FellBack,
            $"the station did not come by security profile {turn.Upgrade.TargetProfile} in {turn.Upgrade.Patience.TotalMinutes:0} minutes; {where}. It may still: both profiles are accepted "
            + "until it comes, or until you begin again or cancel");
    }

    private static bool IsCharging(UpgradeTurn turn) => turn.Unit.Connection.ExecuteScalar<int>(
        "SELECT count(*) FROM transactions WHERE station_id = @StationId AND stop_received_at IS NULL", new { turn.Station.StationId }) > 0;
}
