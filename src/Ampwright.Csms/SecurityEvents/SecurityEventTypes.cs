using System.Collections.Frozen;

namespace Ampwright.Csms.SecurityEvents;

/// <summary>The whitepaper's security events and which are critical (appendix of the security whitepaper ed. 3).</summary>
internal static class SecurityEventTypes
{
    public static FrozenDictionary<string, bool> IsCritical { get; } = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase)
    {
        ["FirmwareUpdated"] = true,
        ["SettingSystemTime"] = true,
        ["StartupOfTheDevice"] = true,
        ["ResetOrReboot"] = true,
        ["SecurityLogWasCleared"] = true,
        ["MemoryExhaustion"] = true,
        ["TamperDetectionActivated"] = true,
        ["FailedToAuthenticateAtCentralSystem"] = false,
        ["CentralSystemFailedToAuthenticate"] = false,
        ["ReconfigurationOfSecurityParameters"] = false,
        ["InvalidMessages"] = false,
        ["AttemptedReplayAttacks"] = false,
        ["InvalidFirmwareSignature"] = false,
        ["InvalidFirmwareSigningCertificate"] = false,
        ["InvalidCentralSystemCertificate"] = false,
        ["InvalidChargePointCertificate"] = false,
        ["InvalidTLSVersion"] = false,
        ["InvalidTLSCipherSuite"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>One that nobody knows may be anything: it is taken for critical.</summary>
    public static bool Critical(string type) => !IsCritical.TryGetValue(type, out var critical) || critical;
}
