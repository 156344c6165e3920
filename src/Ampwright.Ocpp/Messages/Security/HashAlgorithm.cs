namespace Ampwright.Ocpp.Messages.Security;

/// <summary>How a certificate was hashed. Security whitepaper ed. 3 §6.12.</summary>
public enum HashAlgorithm
{
    SHA256,
    SHA384,
    SHA512,
}
