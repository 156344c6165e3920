namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The answer to DataTransfer. OCPP 1.6 ed. 2 §7.23.</summary>
public enum DataTransferStatus
{
    /// <summary>Understood and accepted.</summary>
    Accepted,

    /// <summary>Understood and refused.</summary>
    Rejected,

    UnknownMessageId,
    UnknownVendorId,
}
