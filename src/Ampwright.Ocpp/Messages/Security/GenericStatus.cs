namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The answer to SignCertificate. Security whitepaper ed. 3 §6.10.</summary>
public enum GenericStatus
{
    Accepted,
    Rejected,
}
