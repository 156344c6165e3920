namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The answer to InstallCertificate. Security whitepaper ed. 3 §6.3.</summary>
public enum CertificateStatus
{
    Accepted,

    /// <summary>The certificate is good, but was not installed.</summary>
    Failed,

    /// <summary>The certificate is not valid, or there are too many.</summary>
    Rejected,
}
