namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>The answer to ClearChargingProfile. OCPP 1.6 ed. 2 §7.21.</summary>
public enum ClearChargingProfileStatus
{
    Accepted,

    /// <summary>No profile matched.</summary>
    Unknown,
}
