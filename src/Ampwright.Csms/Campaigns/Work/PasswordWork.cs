using System.Security.Cryptography;
using Ampwright.Csms.Commands;
using Ampwright.Csms.SecurityProfiles;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>
/// Gives the station an AuthorizationKey of its own, which nobody else is told (whitepaper A01). One whose answer was lost is not followed by a second: the
/// station may have taken it, and the door knows one key besides the old one.
/// </summary>
internal sealed class PasswordWork(CommandSecrets secrets) : CampaignWork
{
    // The longest that every station takes (A00.FR.205).
    private const int KeyBytes = 20;

    public override PartMove Begin(WriteUnit unit, Campaign campaign, StationRecord station)
    {
        if (station.SecurityProfile == 3) return PartMove.Skipped("it proves itself by its certificate: security profile 3");
        if (station.SecurityProfile == 0) return PartMove.Skipped("it is let in without a password: raise its security profile instead");
        if (ProfileUpgrades.Open(unit.Connection, station.StationId) is { } upgrade) return PartMove.Failed($"upgrade {upgrade.UpgradeId} of its security profile runs");
        if (IsUnclear(unit, station)) return PartMove.Failed("nobody knows whether it took the key before: both are accepted until it comes by the new one, or is given a password by hand");
        return PartMove.Running(Change(unit, campaign, station));
    }

    public override PartMove Look(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part)
    {
        if (StepCommand.Find(unit.Connection, part.CommandId) is not { IsOver: true } command) return PartMove.None;
        if (command.Agreed) return PartMove.Done(command.AnswerStatus == "RebootRequired" ? "it uses its new key after a reset; until then both are accepted" : "it has a new key");
        // What was kept in memory only went with the program.
        if (command is { NotSent: true, State: CommandState.Failed } && part.Attempts < MostAgain) return PartMove.Running(Change(unit, campaign, station), again: true);
        return command.Unanswered ? PartMove.Failed($"{command.InWords}. It may have taken the key: both are accepted until it comes by the new one") : Failure(command);
    }

    private long Change(WriteUnit unit, Campaign campaign, StationRecord station)
    {
        var request = new ChangeConfigurationRequest { Key = "AuthorizationKey", Value = Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes)) };
        var id = Give(unit, campaign, station, request);
        secrets.Keep(id, request);
        return id;
    }

    private static bool IsUnclear(WriteUnit unit, StationRecord station) => unit.Connection.ExecuteScalar<int>(
        "SELECT count(*) FROM stations WHERE station_id = @StationId AND next_password_hash IS NOT NULL", new { station.StationId }) > 0;
}
