namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>What a profile limits. OCPP 1.6 ed. 2 §7.10.</summary>
public enum ChargingProfilePurpose
{
    /// <summary>The whole station.</summary>
    ChargePointMaxProfile,

    /// <summary>Each transaction without a profile of its own.</summary>
    TxDefaultProfile,

    /// <summary>One transaction.</summary>
    TxProfile,
}
