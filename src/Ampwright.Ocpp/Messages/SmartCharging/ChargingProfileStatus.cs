namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>The answer to SetChargingProfile. OCPP 1.6 ed. 2 §7.11.</summary>
public enum ChargingProfileStatus
{
    Accepted,
    Rejected,
    NotSupported,
}
