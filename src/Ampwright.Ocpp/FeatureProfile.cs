namespace Ampwright.Ocpp;

/// <summary>
/// The six profiles of OCPP 1.6 ed. 2 §3.3 and the extension of the security whitepaper ed. 3. The spellings are those of the configuration
/// key SupportedFeatureProfiles (§9.1.29), which has none for the extension.
/// </summary>
public enum FeatureProfile
{
    Core,
    [Spelling("FirmwareManagement")]
    Firmware,
    [Spelling("LocalAuthListManagement")]
    LocalAuthList,
    Reservation,
    SmartCharging,
    RemoteTrigger,
    Security,
}
