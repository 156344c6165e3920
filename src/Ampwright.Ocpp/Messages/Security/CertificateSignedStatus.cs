namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The answer to CertificateSigned. Security whitepaper ed. 3 §6.2.</summary>
public enum CertificateSignedStatus
{
    Accepted,

    /// <summary>The certificate is not valid or not for the station's key.</summary>
    Rejected,
}
