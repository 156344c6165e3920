using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.LocalAuthList;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>
/// What the end of a SendLocalList changes in what is known of a station's list. Also of one that somebody gave as a plain command: then the
/// list is what that made of it, and is replaced if it is to be kept in step.
/// </summary>
internal sealed class ListSentEffect : ICommandEffect
{
    public OcppAction Action => Catalogue.SendLocalList;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        var list = ListRecord.Of(unit.Connection, outcome.StationId);
        if (list.CommandId != outcome.CommandId)
        {
            if (!outcome.WasSent) return;
            var held = HeldAfter(unit, outcome, list.HeldVersion);
            if (held is null) ListEntries.ForgetHeld(unit, outcome.StationId);
            (list with { HeldVersion = held, TriedVersion = Math.Max(list.TriedVersion, held ?? 0), FullDue = list.EffectiveMode != ListMode.Off }).Store(unit);
            return;
        }
        list = list with { CommandId = null };
        if (outcome is { Request: SendLocalListRequest update, Answer: SendLocalListResponse answer })
        {
            if (answer.Status.Is(UpdateStatus.Accepted))
            {
                ListEntries.Apply(unit, outcome.StationId, update);
                // An empty full update is known as version 0 (digest 7.5.3); the check after it takes either.
                (list with { HeldVersion = update.ListVersion, FullDue = false }).Store(unit);
                return;
            }
            if (answer.Status.Is(UpdateStatus.NotSupported))
            {
                (list with { State = ListState.Unsupported, Detail = "The station answered NotSupported.", AskedBy = null, DueAt = null }).Store(unit);
                return;
            }
            // §5.15: Failed or VersionMismatch to a differential update is answered with a full one.
            if (update.UpdateType.Is(UpdateType.Differential))
            {
                ListFailure.Forget(unit, list, outcome.Station, $"The station answered {answer.Status.Text} to a differential update.");
                return;
            }
            ListFailure.TryLater(unit, list, outcome.Station, $"The station answered {answer.Status.Text} to a full update.");
            return;
        }
        // The connection was lost: nobody knows whether the station has carried it out. With the next one all begins anew.
        if (outcome is { WasSent: true, State: CommandState.Failed }) (list with { State = ListState.Waiting, HeldVersion = null, CheckDue = true, FullDue = true }).Store(unit);
        else if (outcome.WasSent) ListFailure.TryLater(unit, list, outcome.Station, "The station gave no readable answer to an update.");
        else (list with { State = ListState.Waiting, CheckDue = true }).Store(unit);
    }

    // What the station holds after a plain command, where that can be known: what it refused changed nothing, and a difference tells the whole
    // only of one whose list was known before.
    private static int? HeldAfter(WriteUnit unit, CommandOutcome outcome, int? before)
    {
        if (outcome is not { Request: SendLocalListRequest update, Answer: SendLocalListResponse answer }) return null;
        if (!answer.Status.Is(UpdateStatus.Accepted)) return before;
        if (!update.UpdateType.Is(UpdateType.Full) && before is null) return null;
        ListEntries.Apply(unit, outcome.StationId, update);
        return update.ListVersion;
    }
}

/// <summary>Holds the version that a station told against the one it should have.</summary>
internal sealed class ListVersionEffect : ICommandEffect
{
    public OcppAction Action => Catalogue.GetLocalListVersion;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        var list = ListRecord.Of(unit.Connection, outcome.StationId);
        if (list.CommandId != outcome.CommandId) return;
        var checking = list.State == ListState.Checking;
        list = list with { CommandId = null };
        if (outcome.Answer is not GetLocalListVersionResponse told)
        {
            if (outcome.State == CommandState.Refused)
                (list with { State = ListState.Unsupported, Detail = "The station refuses to tell the version of its list.", AskedBy = null, DueAt = null }).Store(unit);
            else if (outcome.WasSent) ListFailure.TryLater(unit, list with { CheckDue = true }, outcome.Station, "The station did not tell the version of its list.");
            else (list with { State = ListState.Waiting, CheckDue = true }).Store(unit);
            return;
        }
        list = list with { CheckDue = false };
        if (told.ListVersion < 0)
        {
            (list with { State = ListState.Unsupported, Detail = "The station says that it has no local list (version -1).", AskedBy = null, DueAt = null }).Store(unit);
            return;
        }
        var empty = list.HeldVersion is null || ListEntries.CountHeldBy(unit.Connection, outcome.StationId) == 0;
        if (told.ListVersion == list.HeldVersion || (told.ListVersion == 0 && empty && list.HeldVersion is not null))
        {
            (list with { State = checking ? ListState.Checking : ListState.Asking }).Store(unit);
            return;
        }
        if (told.ListVersion == 0 && list.HeldVersion is null && !list.FullDue)
        {
            // Empty, and nothing was ever sent: there is nothing to replace.
            ListEntries.ForgetHeld(unit, outcome.StationId);
            (list with { HeldVersion = 0, State = ListState.Asking }).Store(unit);
            return;
        }
        var what = $"The station has version {told.ListVersion} of its list, not {list.HeldVersion?.ToString() ?? "one that is known"}.";
        list = list with { TriedVersion = Math.Max(list.TriedVersion, told.ListVersion) };
        // It does not keep what it has just accepted: to send it again at once would never end.
        if (checking) ListFailure.TryLater(unit, list, outcome.Station, what);
        else ListFailure.Forget(unit, list, outcome.Station, what);
    }
}

/// <summary>Takes note of how the reading of the limits ended; what was read is in the configuration.</summary>
internal sealed class ListLimitsEffect : ICommandEffect
{
    public OcppAction Action => Catalogue.GetConfiguration;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        var list = ListRecord.Of(unit.Connection, outcome.StationId);
        if (list.CommandId != outcome.CommandId) return;
        list = list with { CommandId = null };
        if (outcome.Answer is GetConfigurationResponse)
        {
            // A station that does not tell its profiles has only what every station has.
            (list with { LimitsDue = false }).Store(unit);
        }
        else if (outcome.WasSent) ListFailure.TryLater(unit, list, outcome.Station, "The station did not tell what lists it takes.");
        else (list with { State = ListState.Waiting }).Store(unit);
    }
}
