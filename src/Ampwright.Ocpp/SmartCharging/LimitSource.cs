namespace Ampwright.Ocpp.SmartCharging;

/// <summary>Where a limit comes from.</summary>
public enum LimitSource
{
    /// <summary>A profile of the running transaction.</summary>
    TxProfile,

    /// <summary>A default for transactions.</summary>
    TxDefaultProfile,

    /// <summary>A profile for the whole station.</summary>
    ChargePointMaxProfile,

    /// <summary>What the station's connection to the grid stands.</summary>
    Station,

    /// <summary>What the connector stands.</summary>
    Connector,

    /// <summary>For the station: the limits of its connectors together.</summary>
    Connectors,
}
