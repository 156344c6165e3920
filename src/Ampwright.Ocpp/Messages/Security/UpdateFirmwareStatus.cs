namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The answer to SignedUpdateFirmware. Security whitepaper ed. 3 §6.18.</summary>
public enum UpdateFirmwareStatus
{
    Accepted,
    Rejected,

    /// <summary>Accepted; an update that was under way has been given up.</summary>
    AcceptedCanceled,

    /// <summary>The signing certificate is not valid.</summary>
    InvalidCertificate,

    /// <summary>The signing certificate was revoked.</summary>
    RevokedCertificate,
}
