namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The answer to GetInstalledCertificateIds. Security whitepaper ed. 3 §6.11.</summary>
public enum GetInstalledCertificateStatus
{
    Accepted,
    NotFound,
}
