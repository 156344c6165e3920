namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The answer to ChangeConfiguration. OCPP 1.6 ed. 2 §7.22.</summary>
public enum ConfigurationStatus
{
    Accepted,

    /// <summary>Known, but the value is not allowed or the key is read-only.</summary>
    Rejected,

    /// <summary>Taken over, in effect after the next start.</summary>
    RebootRequired,

    /// <summary>The station does not know the key.</summary>
    NotSupported,
}
