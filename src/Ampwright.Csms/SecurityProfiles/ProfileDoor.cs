using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>
/// Which security profiles let a station in while it is to come by a higher one (whitepaper A05).
/// <code>
///   the order to switch leaves ─► the next profile opens the door beside the present one
///     ├─ a connection by the next one brings a CALL ─► it is the present one, for ever; the old one is worth nothing from here on (A05.FR.09)
///     ├─ the station clearly refused                 ─► the next one is forgotten
///     └─ no answer, or it did not come in time        ─► both stay, until it comes or an operator says otherwise: to lock a station out is worse
/// </code>
/// </summary>
internal static class ProfileDoor
{
    /// <summary>The order to switch is about to leave, if the command is one.</summary>
    public static void Offer(WriteUnit unit, long commandId)
    {
        var id = unit.Connection.QuerySingleOrDefault<long?>("""
            SELECT upgrade_id FROM security_profile_upgrade_steps WHERE command_id = @commandId AND step = 'SecurityProfile' AND state = 'Running'
            """, new { commandId });
        if (id is not { } found || ProfileUpgrades.Find(unit.Connection, found) is not { IsOpen: true } upgrade) return;
        unit.Connection.Execute("UPDATE stations SET next_security_profile = @TargetProfile WHERE station_id = @StationId", new { upgrade.TargetProfile, upgrade.StationId });
        ProfileUpgrades.Switching(unit, upgrade);
    }

    /// <summary>The station came by the next profile and spoke.</summary>
    /// <returns>Whether that is the station's profile now.</returns>
    public static bool Prove(WriteUnit unit, Lease lease, int profile)
    {
        var before = unit.Connection.QuerySingleOrDefault<int?>("""
            SELECT security_profile FROM stations WHERE station_id = @StationId AND next_security_profile = @profile AND security_profile < @profile
            """, new { lease.StationId, profile });
        if (before is not { } from)
            return unit.Connection.ExecuteScalar<int>("SELECT security_profile FROM stations WHERE station_id = @StationId", new { lease.StationId }) == profile;
        unit.Connection.Execute("""
            UPDATE stations SET security_profile = @profile, without_password = FALSE, next_security_profile = NULL, version = version + 1 WHERE station_id = @StationId
            """, new { profile, lease.StationId });
        unit.Raise(new SecurityProfileRaised(from, profile) { Station = lease.Identity });
        if (ProfileUpgrades.Newest(unit.Connection, lease.StationId) is not { } upgrade) return true;
        Settle(unit, upgrade, step => step.Step == UpgradeStep.Connection ? StepState.Done : step.State == StepState.Waiting ? StepState.Skipped : StepState.Done,
            "the station came by the new profile");
        ProfileUpgrades.End(unit, upgrade, UpgradeState.Done, upgrade.IsOpen ? null : $"late, after it had been {upgrade.State}: {upgrade.Why}");
        AuditLog.Append(unit, Caller.Program, "security-profile.raise", lease.Identity, $$"""{"upgrade":{{upgrade.UpgradeId}},"from":{{from}},"to":{{profile}}}""");
        return true;
    }

    /// <summary>Only the present profile opens the door.</summary>
    public static void Close(WriteUnit unit, long stationId) =>
        unit.Connection.Execute("UPDATE stations SET next_security_profile = NULL WHERE station_id = @stationId", new { stationId });

    /// <summary>Whether how the station proves itself is not to be changed by hand now: an upgrade runs, or has left both profiles open.</summary>
    /// <returns>The upgrade; null where there is none.</returns>
    public static UpgradeRecord? Busy(DbConnection connection, long stationId) =>
        ProfileUpgrades.Newest(connection, stationId) is { } upgrade && (upgrade.IsOpen || upgrade.AcceptsBoth) ? upgrade : null;

    /// <summary>The station was removed.</summary>
    public static void Remove(WriteUnit unit, long stationId)
    {
        Close(unit, stationId);
        if (ProfileUpgrades.Open(unit.Connection, stationId) is not { } upgrade) return;
        Settle(unit, upgrade, _ => StepState.Failed, "the station was removed");
        ProfileUpgrades.End(unit, upgrade, UpgradeState.Failed, "the station was removed");
    }

    /// <summary>Ends the steps that are not over, and takes back what was not sent.</summary>
    public static void Settle(WriteUnit unit, UpgradeRecord upgrade, Func<UpgradeStepRecord, StepState> how, string detail)
    {
        foreach (var step in ProfileUpgrades.Steps(unit.Connection, upgrade.UpgradeId))
        {
            var isCome = step.Step == UpgradeStep.Connection && how(step) == StepState.Done;
            if (step.IsOver && !isCome) continue;
            // First: the end of its command must find it over.
            ProfileUpgrades.Store(unit, step with { State = how(step), Detail = isCome ? detail : step.Detail ?? detail, EndedAt = unit.Now, DueAt = null });
            var waits = step.CommandId is { } command && unit.Connection.ExecuteScalar<int>(
                "SELECT count(*) FROM commands WHERE command_id = @command AND state = 'Queued'", new { command }) > 0;
            if (waits) CommandLife.Finish(unit, step.CommandId!.Value, new CommandEnd(CommandState.Cancelled) { ErrorText = $"Its upgrade of the security profile is over: {detail}." });
        }
    }
}
