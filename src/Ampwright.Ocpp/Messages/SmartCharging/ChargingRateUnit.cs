namespace Ampwright.Ocpp.Messages.SmartCharging;

/// <summary>The unit of a schedule's limits. OCPP 1.6 ed. 2 §7.12.</summary>
public enum ChargingRateUnit
{
    /// <summary>Ampere per phase.</summary>
    A,

    /// <summary>Watt over all phases.</summary>
    W,
}
