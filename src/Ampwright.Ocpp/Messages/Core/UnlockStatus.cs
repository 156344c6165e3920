namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The answer to UnlockConnector. OCPP 1.6 ed. 2 §7.46.</summary>
public enum UnlockStatus
{
    Unlocked,
    UnlockFailed,

    /// <summary>No lock, or no such connector.</summary>
    NotSupported,
}
