namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The answer to DeleteCertificate. Security whitepaper ed. 3 §6.7.</summary>
public enum DeleteCertificateStatus
{
    Accepted,
    Failed,
    NotFound,
}
