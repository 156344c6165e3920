namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Whether an id tag may charge. OCPP 1.6 ed. 2 §7.2.</summary>
public enum AuthorizationStatus
{
    Accepted,
    Blocked,
    Expired,
    Invalid,

    /// <summary>Already in a transaction; only sensible in the answer to StartTransaction.</summary>
    ConcurrentTx,
}
