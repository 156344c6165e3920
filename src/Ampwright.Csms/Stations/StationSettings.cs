using System.Security.Cryptography;
using Ampwright.Csms.Api;
using Ampwright.Csms.Sites;

namespace Ampwright.Csms.Stations;

/// <summary>From what a request says to what the registry takes, with every fault noted by field.</summary>
internal static class StationSettings
{
    public const string AsSite = "AsSite";

    private static readonly Dictionary<string, BootPolicy> BootPolicies = Enum.GetValues<BootPolicy>().ToDictionary(policy => policy.ToString());

    /// <returns>The bytes, and as hexadecimal text what has to be told because it was generated.</returns>
    public static (byte[]? Bytes, string? Told) Password(FieldErrors errors, string? given)
    {
        if (given is null)
        {
            // 20 bytes: the longest AuthorizationKey that every station takes (security whitepaper A00.FR.205).
            var generated = RandomNumberGenerator.GetBytes(20);
            return (generated, Convert.ToHexStringLower(generated));
        }
        if (StationPassword.TryParse(given, out var bytes)) return (bytes, null);
        errors.Add("password", $"Give {StationPassword.Rule}, or leave it out to have one generated.");
        return (null, null);
    }

    /// <summary>The profile asked for, and whether it fits what is said of the password.</summary>
    /// <param name="errors">Takes what does not fit.</param>
    /// <param name="given">The profile asked for.</param>
    /// <param name="withoutPassword">What the request says.</param>
    /// <param name="hasPassword">Whether the request brings one.</param>
    /// <param name="present">The station's profile so far; 1 for a new one.</param>
    public static int Profile(FieldErrors errors, int? given, bool? withoutPassword, bool hasPassword, int present)
    {
        var profile = given ?? (withoutPassword == true && present != 3 ? 0 : present == 0 && (hasPassword || withoutPassword == false) ? 1 : present);
        if (profile is < 0 or > 3) errors.Add("securityProfile", "Give 0, 1, 2 or 3.");
        else if (profile == 0 && withoutPassword != true && present != 0) errors.Add("securityProfile", "0 admits a station without any proof: say so with withoutPassword as well.");
        else if (profile is 1 or 2 && withoutPassword == true) errors.Add("withoutPassword", $"Security profile {profile} needs a password.");
        return profile;
    }

    public static StationRegistration Of(StationRecord station) => new()
    {
        Identity = station.Identity,
        WithoutPassword = station.WithoutPassword,
        SecurityProfile = station.SecurityProfile,
        CertificateName = station.CertificateName,
        AcceptsHexPassword = station.AcceptsHexPassword,
        BootPolicy = station.BootPolicy,
        HeartbeatSeconds = station.HeartbeatSeconds,
        RetrySeconds = station.RetrySeconds,
        NoPong = station.NoPong,
        SiteId = station.SiteId,
        UnknownTags = station.UnknownTags,
        AssumesSubprotocol = station.AssumesSubprotocol,
        NoUnsolicitedCalls = station.NoUnsolicitedCalls,
    };

    public static StationRegistration Apply(FieldErrors errors, StationRegistration station, IStationSettings given)
    {
        if (given.HeartbeatSeconds is < 1 or > 86400) errors.Add("heartbeatSeconds", "Give 1 to 86400 seconds.");
        if (given.RetrySeconds is < 0 or > 86400) errors.Add("retrySeconds", "Give 0 to 86400 seconds.");
        return station with
        {
            CertificateName = given.CertificateName is null ? station.CertificateName : errors.OptionalText("certificateName", given.CertificateName, 64),
            BootPolicy = given.BootPolicy is null ? station.BootPolicy : errors.OneOf("bootPolicy", given.BootPolicy, BootPolicies),
            HeartbeatSeconds = given.HeartbeatSeconds ?? station.HeartbeatSeconds,
            RetrySeconds = given.RetrySeconds ?? station.RetrySeconds,
            AcceptsHexPassword = given.AcceptsHexPassword ?? station.AcceptsHexPassword,
            NoPong = given.NoPong ?? station.NoPong,
            SiteId = given.Site ?? station.SiteId,
            UnknownTags = given.UnknownTags switch
            {
                null => station.UnknownTags,
                AsSite => null,
                var word => errors.OneOf("unknownTags", word, SiteEndpoints.UnknownTagsWords),
            },
            AssumesSubprotocol = given.AssumesSubprotocol ?? station.AssumesSubprotocol,
            NoUnsolicitedCalls = given.NoUnsolicitedCalls ?? station.NoUnsolicitedCalls,
        };
    }
}
