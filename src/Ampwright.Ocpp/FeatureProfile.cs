namespace Ampwright.Ocpp;

/// <summary>The six profiles of OCPP 1.6 ed. 2 §3.3 and the extension of the security whitepaper ed. 3.</summary>
public enum FeatureProfile
{
    Core,
    Firmware,
    LocalAuthList,
    Reservation,
    SmartCharging,
    RemoteTrigger,
    Security,
}
