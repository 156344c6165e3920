namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Why a transaction was stopped. OCPP 1.6 ed. 2 §7.36.</summary>
public enum Reason
{
    /// <summary>The CSMS refused the id tag in its answer to StartTransaction.</summary>
    DeAuthorized,

    EmergencyStop,

    /// <summary>The cable was pulled.</summary>
    EVDisconnected,

    HardReset,

    /// <summary>By the user at the station. The default.</summary>
    Local,

    Other,
    PowerLoss,

    /// <summary>The station restarted of its own.</summary>
    Reboot,

    /// <summary>By RemoteStopTransaction.</summary>
    Remote,

    SoftReset,

    /// <summary>By UnlockConnector.</summary>
    UnlockCommand,
}
