using System.Data.Common;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Stations;
using Dapper;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>What is looked at before a station is told anything, and what its upgrade will consist of.</summary>
internal sealed record PreChecks(IReadOnlyList<PreCheck> Checks, IReadOnlyList<UpgradeStep> Steps)
{
    /// <summary>Whether the upgrade may begin.</summary>
    public bool Ok => Checks.All(check => check.Ok);

    public static PreChecks Of(DbConnection connection, StationRecord station, NewUpgrade asked, SecureEntrance entrance)
    {
        var checks = new List<PreCheck>();
        var target = asked.TargetProfile;
        Add("higherProfile", target > station.SecurityProfile, $"from security profile {station.SecurityProfile} to {target}",
            $"The station is at security profile {station.SecurityProfile} already, and a profile only goes up (whitepaper A05). Give a higher one.");
        CheckOthers(connection, station, target, Add);
        Add("connected", station.Connected || asked.WaitsForStation,
            station.Connected ? "the station is connected" : $"the station is not connected: each step waits for it, {asked.Patience.TotalMinutes:0} minutes at most",
            "The station is not connected. Wait for it, or leave waitForStation out.");
        Add("accepted", station.BootPolicy == BootPolicy.Accepted, "the station is accepted",
            $"The station's bootPolicy is {station.BootPolicy}. PATCH it to Accepted first.");
        var charging = asked.Reset != ResetWish.None && connection.ExecuteScalar<int>(
            "SELECT count(*) FROM transactions WHERE station_id = @StationId AND stop_received_at IS NULL", new { station.StationId }) > 0;
        Add("noTransaction", !charging, "nothing is charging, or the station is not to be reset",
            "A transaction runs, and the station may have to be reset. Wait for its end, or give reset: None.");
        if (target < 3) CheckPassword(station, asked, Add);
        if (target >= 2) CheckEntrance(station, asked, entrance, Add);
        if (target == 3) CheckAuthority(connection, station, entrance, Add);
        return new PreChecks(checks, [.. StepsOf(station, target)]);

        void Add(string name, bool ok, string detail, string what) => checks.Add(new PreCheck(name, ok, ok ? detail : what));
    }

    private static void CheckOthers(DbConnection connection, StationRecord station, int target, Action<string, bool, string, string> add)
    {
        var other = ProfileDoor.Busy(connection, station.StationId);
        var goesOn = other is { IsOpen: false } && other.TargetProfile == target;
        add("noOtherUpgrade", other is null || goesOn,
            goesOn ? $"it goes on from upgrade {other!.UpgradeId}, whose outcome is not known: both profiles stay accepted" : "no other upgrade of the station runs",
            other is { IsOpen: true }
                ? $"Upgrade {other.UpgradeId} runs. Wait for its end, or POST /api/v1/security-profile-upgrades/{other.UpgradeId}/cancel."
                : $"Upgrade {other?.UpgradeId} to profile {other?.TargetProfile} has left both profiles accepted. Begin one to {other?.TargetProfile}, or cancel that first.");
    }

    private static void CheckPassword(StationRecord station, NewUpgrade asked, Action<string, bool, string, string> add) => add(
        "password", asked.Password is null || !station.HasPassword,
        station.HasPassword ? "the station has a password" : $"the station has no password: {(asked.Password is null ? "one is made and" : "yours is")} set as its AuthorizationKey",
        "The station has a password, and it stays. Leave it out here; set another with the command ChangeConfiguration AuthorizationKey, before or after.");

    private static void CheckEntrance(StationRecord station, NewUpgrade asked, SecureEntrance entrance, Action<string, bool, string, string> add)
    {
        var address = entrance.AddressOf(station.Identity);
        add("tlsEndpoint", address is not null,
            $"the station must know {address} beforehand: no message tells it",
            entrance.IsBehindProxy
                ? "TLS ends at the proxy, and where stations reach it is not known. Start the program with --public-url https://HOST."
                : "This program serves no TLS. Start it with --tls-port N and --tls-name HOST, or behind a proxy with --trusted-proxy and --public-url https://HOST.");
        if (address is null) return;
        var (roots, why) = entrance.Roots(asked.RootCertificate);
        add("rootCertificate", why is null, $"the station checks this CSMS by {string.Join(" and ", roots.Select(root => $"'{root.Subject}'"))}", why ?? "");
    }

    private static void CheckAuthority(DbConnection connection, StationRecord station, SecureEntrance entrance, Action<string, bool, string, string> add)
    {
        add("clientCertificates", entrance.SeesCertificates, "stations show their certificates to this program itself",
            "A proxy does not pass a station's certificate on: profile 3 needs --tls-port, and stations that reach it directly.");
        var policy = CertificatePolicy.Of(connection);
        add("unsolicitedCalls", !station.NoUnsolicitedCalls, "the station takes CertificateSigned",
            "noUnsolicitedCalls is set, so that nothing brings the station its certificate. PATCH the station with noUnsolicitedCalls: false until it is at profile 3.");
        var (ok, what) = policy.Issuer switch
        {
            CertificateIssuer.BuiltIn => (!entrance.SeesCertificates || entrance.TrustsOwnAuthority(),
                "Certificates of the installation's own authority do not open the door: --tls-station-roots leaves its root out. Add it there, or PUT /api/v1/certificate-policy with issuer External."),
            CertificateIssuer.External => (true, ""),
            _ => (false, "Nobody signs what stations ask for. PUT /api/v1/certificate-policy with issuer BuiltIn or External."),
        };
        add("certificateAuthority", ok,
            policy.Issuer == CertificateIssuer.External ? "the station's request waits for the chain that you bring to /api/v1/certificate-requests" : "the installation's own authority signs the station's request", what);
        var named = !policy.ChecksSubject || policy.Organisation is not { } wanted || entrance.Organisation.Contains(wanted, StringComparison.OrdinalIgnoreCase);
        add("certificateName", true, NameOf(station), "");
        add("cpoName", named, $"the station is told CpoName {entrance.Organisation}",
            $"The certificate policy wants O to contain '{policy.Organisation}', the door '{entrance.Organisation}' (--cpo-name). Make them the same.");
    }

    // What its CN will be only the station knows; this is said, and the step shows.
    private static string NameOf(StationRecord station) =>
        $"its certificate must bear CN {station.CertificateName ?? station.Identity}{(station.SerialNumber is { } serial ? $" (the station tells serial number {serial})" : "")}";

    private static IEnumerable<UpgradeStep> StepsOf(StationRecord station, int target)
    {
        if (target < 3 && !station.HasPassword) yield return UpgradeStep.AuthorizationKey;
        if (target >= 2) yield return UpgradeStep.RootCertificate;
        if (target == 3)
        {
            yield return UpgradeStep.CpoName;
            yield return UpgradeStep.ClientCertificate;
        }
        yield return UpgradeStep.SecurityProfile;
        yield return UpgradeStep.Reset;
        yield return UpgradeStep.Connection;
    }
}
