using System.Security.Cryptography;
using Ampwright.Csms.Api;

namespace Ampwright.Csms.Stations;

/// <summary>From what a request says to what the registry takes, with every fault noted by field.</summary>
internal static class StationSettings
{
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

    public static StationRegistration Of(StationRecord station) => new()
    {
        Identity = station.Identity,
        WithoutPassword = station.WithoutPassword,
        AcceptsHexPassword = station.AcceptsHexPassword,
        BootPolicy = station.BootPolicy,
        HeartbeatSeconds = station.HeartbeatSeconds,
        RetrySeconds = station.RetrySeconds,
        NoPong = station.NoPong,
        SiteId = station.SiteId,
        AssumesSubprotocol = station.AssumesSubprotocol,
        NoUnsolicitedCalls = station.NoUnsolicitedCalls,
    };

    public static StationRegistration Apply(FieldErrors errors, StationRegistration station, IStationSettings given)
    {
        if (given.HeartbeatSeconds is < 1 or > 86400) errors.Add("heartbeatSeconds", "Give 1 to 86400 seconds.");
        if (given.RetrySeconds is < 0 or > 86400) errors.Add("retrySeconds", "Give 0 to 86400 seconds.");
        return station with
        {
            BootPolicy = given.BootPolicy is null ? station.BootPolicy : errors.OneOf("bootPolicy", given.BootPolicy, BootPolicies),
            HeartbeatSeconds = given.HeartbeatSeconds ?? station.HeartbeatSeconds,
            RetrySeconds = given.RetrySeconds ?? station.RetrySeconds,
            AcceptsHexPassword = given.AcceptsHexPassword ?? station.AcceptsHexPassword,
            NoPong = given.NoPong ?? station.NoPong,
            SiteId = given.Site ?? station.SiteId,
            AssumesSubprotocol = given.AssumesSubprotocol ?? station.AssumesSubprotocol,
            NoUnsolicitedCalls = given.NoUnsolicitedCalls ?? station.NoUnsolicitedCalls,
        };
    }
}
