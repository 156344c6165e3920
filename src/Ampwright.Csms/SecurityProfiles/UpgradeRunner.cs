using System.Security.Cryptography;
using Ampwright.Csms.Access;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>
/// Takes an upgrade from step to step. All that it knows is in the store, so that it goes on after a restart where it was: it looks at the step's command,
/// at what the station has told since, and at the clock.
/// <code>
///   AuthorizationKey ─► RootCertificate ─► CpoName ─► ClientCertificate ─► SecurityProfile ─► Reset ─► Connection ─► Done
///         └──────────────── a failure here switches nothing ──────┘         └ FellBack, see ProfileDoor ┘
/// </code>
/// </summary>
internal sealed class UpgradeRunner(SecureEntrance entrance, CommandSecrets secrets)
{
    private readonly UpgradePreparation _preparation = new(entrance);

    /// <summary>Begins an upgrade, once its checks hold.</summary>
    /// <exception cref="StationUnknownException">No such station.</exception>
    /// <exception cref="PreChecksException">A check does not hold; nothing was begun.</exception>
    public long Begin(WriteUnit unit, string identity, NewUpgrade asked, Caller caller)
    {
        var station = StationRegistry.Find(unit.Connection, identity) ?? throw new StationUnknownException(identity);
        var looked = PreChecks.Of(unit.Connection, station, asked, entrance);
        if (!looked.Ok) throw new PreChecksException(station.Identity, looked);
        var id = ProfileUpgrades.Add(unit, station, asked, caller.Label, unclear: station.NextSecurityProfile is not null, looked.Steps);
        AuditLog.Append(unit, caller, "security-profile.upgrade", station.Identity, $$"""{"upgrade":{{id}},"from":{{station.SecurityProfile}},"to":{{asked.TargetProfile}}}""");
        Advance(unit, id, asked.Password);
        return id;
    }

    /// <summary>Takes it back. Where the station may have switched, only the old profile lets it in from here on.</summary>
    public static void Cancel(WriteUnit unit, UpgradeRecord upgrade, Caller caller)
    {
        var why = upgrade.AcceptsBoth
            ? $"taken back by {caller.Label}; if the station has switched it is refused: PATCH its securityProfile, or begin anew"
            : $"taken back by {caller.Label}";
        ProfileDoor.Settle(unit, upgrade, _ => StepState.Skipped, "taken back");
        ProfileDoor.Close(unit, upgrade.StationId);
        ProfileUpgrades.End(unit, upgrade, UpgradeState.Cancelled, why);
        AuditLog.Append(unit, caller, "security-profile.cancel", upgrade.Station, $$"""{"upgrade":{{upgrade.UpgradeId}}}""");
    }

    /// <param name="password">The operator's own, at the very beginning.</param>
    public void Advance(WriteUnit unit, long id, byte[]? password = null)
    {
        while (ProfileUpgrades.Find(unit.Connection, id) is { IsOpen: true } upgrade)
        {
            var step = ProfileUpgrades.Steps(unit.Connection, id).Find(one => !one.IsOver);
            if (step is null || StationRegistry.Find(unit.Connection, upgrade.Station) is not { } station) return;
            // Its command is on its way, and ends by itself.
            if (step.State == StepState.Running && StepCommand.Find(unit.Connection, step.CommandId) is { IsOver: false }) return;
            var turn = new UpgradeTurn(unit, upgrade, station, step, secrets);
            Take(turn, password);
            if (turn.Step == step || turn.Step.State == StepState.Running) return;
            if (ProfileUpgrades.Find(unit.Connection, id) is { IsOpen: false } ended)
                AuditLog.Append(unit, Caller.Program, "security-profile.end", ended.Station, $$"""{"upgrade":{{id}},"state":"{{ended.State}}"}""");
        }
    }

    private void Take(UpgradeTurn turn, byte[]? password)
    {
        switch (turn.Step.Step)
        {
            case UpgradeStep.AuthorizationKey:
                // 20 bytes: the longest that every station takes (A00.FR.205).
                UpgradePreparation.SetKey(turn, () => turn.Upgrade.PasswordGiven ? password : RandomNumberGenerator.GetBytes(20));
                break;
            case UpgradeStep.RootCertificate:
                _preparation.InstallRoots(turn);
                break;
            case UpgradeStep.CpoName:
                _preparation.TellName(turn);
                break;
            case UpgradeStep.ClientCertificate:
                _preparation.HaveCertificate(turn);
                break;
            case UpgradeStep.SecurityProfile:
                UpgradeSwitch.Order(turn);
                break;
            case UpgradeStep.Reset:
                UpgradeSwitch.Reset(turn);
                break;
            default:
                UpgradeSwitch.Await(turn);
                break;
        }
    }
}

/// <summary>An upgrade cannot begin as things stand.</summary>
internal sealed class PreChecksException(string station, PreChecks looked) : Exception(
    $"The security profile of station '{station}' cannot be raised now: {string.Join(" ", looked.Checks.Where(check => !check.Ok).Select(check => check.Detail))}")
{
    public PreChecks Looked { get; } = looked;
}
