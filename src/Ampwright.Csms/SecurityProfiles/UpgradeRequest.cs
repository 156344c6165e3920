using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Csms.SecurityProfiles;

internal sealed record UpgradeRequest
{
    private static readonly Dictionary<string, ResetWish> Resets = Enum.GetValues<ResetWish>().ToDictionary(wish => wish.ToString());

    [Required, Range(1, 3), Description("The security profile that the station is to come by: 1, 2 or 3, higher than its present one")]
    public int? SecurityProfile { get; init; }

    [Description("True: only tell what was looked at and what would be done")]
    public bool? DryRun { get; init; }

    [Description("32 to 40 hexadecimal digits: the AuthorizationKey for a station that has no password; one is made when absent")]
    public string? Password { get; init; }

    [Description("PEM of the root by which the station can check this CSMS, where that is not known here: behind a proxy, or by a public authority")]
    public string? RootCertificate { get; init; }

    [Description("Hard, Soft or None: how a station that does not reconnect by itself is made to; Hard when absent")]
    public string? Reset { get; init; }

    [Description("Seconds it is given to reconnect by itself, 0 to 3600; 60 when absent")]
    public int? ResetAfter { get; init; }

    [Description("Minutes that each step may take, 1 to 1440; 15 when absent. A chain that a person has to bring may take 7 days")]
    public int? TimeoutMinutes { get; init; }

    [Description("False: fail when the station is not connected, instead of waiting for it; true when absent")]
    public bool? WaitForStation { get; init; }

    /// <exception cref="ProblemException">422, when a field breaks a rule.</exception>
    public NewUpgrade Checked()
    {
        var errors = new FieldErrors();
        if (SecurityProfile is not (>= 1 and <= 3)) errors.Add("securityProfile", "Give 1, 2 or 3.");
        byte[]? password = null;
        if (Password is not null && (Password.Length is < 32 or > 40 || !StationPassword.TryDecodeHex(Password, out password)))
            errors.Add("password", "An AuthorizationKey is 32 to 40 hexadecimal digits: 16 to 20 random bytes.");
        if (Password is not null && SecurityProfile == 3) errors.Add("password", "Profile 3 needs none: leave it out.");
        if (RootCertificate is not null)
        {
            if (SecurityProfile == 1) errors.Add("rootCertificate", "Profile 1 needs none: leave it out.");
            if (CertificateChain.ReadOne(RootCertificate, CertificateChain.LongestCertificate, out var root) is { } failure) errors.Add("rootCertificate", failure.Explanation);
            root?.Dispose();
        }
        var reset = Reset is null ? ResetWish.Hard : errors.OneOf("reset", Reset, Resets);
        if (ResetAfter is < 0 or > 3600) errors.Add("resetAfter", "Give 0 to 3600 seconds.");
        if (TimeoutMinutes is < 1 or > 1440) errors.Add("timeoutMinutes", "Give 1 to 1440 minutes.");
        errors.ThrowIfAny();
        return new NewUpgrade
        {
            TargetProfile = SecurityProfile!.Value,
            Reset = reset,
            ResetAfter = TimeSpan.FromSeconds(ResetAfter ?? 60),
            Patience = TimeSpan.FromMinutes(TimeoutMinutes ?? 15),
            Password = password,
            RootCertificate = RootCertificate,
            WaitsForStation = WaitForStation ?? true,
        };
    }
}

internal sealed record PreCheckView(
    [property: Description("higherProfile, noOtherUpgrade, connected, accepted, noTransaction, password, tlsEndpoint, rootCertificate, clientCertificates, unsolicitedCalls, certificateAuthority, certificateName or cpoName")]
    string Name,
    bool Ok,
    [property: Description("What holds, or what to do")] string Detail);

/// <summary>What was looked at, and what would be done.</summary>
internal sealed record PreChecksView(
    string Station,
    int FromProfile,
    int TargetProfile,
    [property: Description("Whether the upgrade would begin")] bool Possible,
    IReadOnlyList<PreCheckView> Checks,
    [property: Description("AuthorizationKey, RootCertificate, CpoName, ClientCertificate, SecurityProfile, Reset or Connection, in their order")] IReadOnlyList<string> Steps)
{
    public static PreChecksView Of(StationRecord station, int target, PreChecks looked) => new(
        station.Identity, station.SecurityProfile, target, looked.Ok, [.. looked.Checks.Select(check => new PreCheckView(check.Name, check.Ok, check.Detail))],
        [.. looked.Steps.Select(step => step.ToString())]);
}

internal sealed record UpgradeStepView(
    [property: Description("AuthorizationKey, RootCertificate, CpoName, ClientCertificate, SecurityProfile, Reset or Connection")] string Step,
    [property: Description("Waiting, Running, Done, Skipped or Failed")] string State,
    [property: Description("What came of it, or what it waits for")] string? Detail,
    [property: Description("Its last command")] long? Command,
    DateTimeOffset? BeganAt,
    DateTimeOffset? EndedAt);

internal sealed record UpgradeView(
    long Id,
    string Station,
    int FromProfile,
    int TargetProfile,
    [property: Description("Preparing, Switching, Done, Failed, FellBack or Cancelled")] string State,
    [property: Description("Why it ended so")] string? Why,
    [property: Description("Both profiles let the station in now: it may have been told to switch, and has not come by the new one")] bool AcceptsBoth,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    [property: Description("When it was told to switch")] DateTimeOffset? SwitchedAt,
    DateTimeOffset? EndedAt,
    [property: Description("In lists null")] IReadOnlyList<UpgradeStepView>? Steps)
{
    public static UpgradeView Of(UpgradeRecord upgrade) => Of(upgrade, null);

    public static UpgradeView Of(UpgradeRecord upgrade, List<UpgradeStepRecord>? steps) => new(
        upgrade.UpgradeId, upgrade.Station, upgrade.FromProfile, upgrade.TargetProfile, upgrade.State.ToString(), upgrade.Why, upgrade.AcceptsBoth, upgrade.RequestedBy,
        upgrade.RequestedAt, upgrade.SwitchedAt, upgrade.EndedAt,
        steps?.ConvertAll(step => new UpgradeStepView(step.Step.ToString(), step.State.ToString(), step.Detail, step.CommandId, step.BeganAt, step.EndedAt)));
}
