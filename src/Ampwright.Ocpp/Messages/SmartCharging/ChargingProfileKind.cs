namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>What a schedule's times count from. OCPP 1.6 ed. 2 §7.9.</summary>
public enum ChargingProfileKind
{
    /// <summary>From its start time.</summary>
    Absolute,

    /// <summary>From its start time, over and over.</summary>
    Recurring,

    /// <summary>From the start of charging.</summary>
    Relative,
}
