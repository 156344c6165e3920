namespace Ampwright.Station.Security;

/// <summary>The security events of the whitepaper (ed. 3 §8) that can occur on this station.</summary>
/// <remarks>SecurityLogWasCleared cannot: nothing clears the log, its oldest entries only make room.</remarks>
internal enum SecurityEventType
{
    FirmwareUpdated,
    FailedToAuthenticateAtCentralSystem,
    CentralSystemFailedToAuthenticate,
    SettingSystemTime,
    StartupOfTheDevice,
    ResetOrReboot,
    ReconfigurationOfSecurityParameters,
    MemoryExhaustion,
    InvalidMessages,
    AttemptedReplayAttacks,
    TamperDetectionActivated,
    InvalidFirmwareSignature,
    InvalidFirmwareSigningCertificate,
    InvalidCentralSystemCertificate,
    InvalidChargePointCertificate,
    InvalidTLSVersion,
    InvalidTLSCipherSuite,
}
