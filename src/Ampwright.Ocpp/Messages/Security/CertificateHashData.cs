using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>What names one certificate: hashes of its issuer and its number. Security whitepaper ed. 3 §6.1.</summary>
public sealed record CertificateHashData
{
    /// <summary>Of both hashes.</summary>
    public required OcppEnum<HashAlgorithm> HashAlgorithm { get; init; }

    /// <summary>Hash of the issuer's name in DER, in hexadecimal. At most 128 characters.</summary>
    public required string IssuerNameHash { get; init; }

    /// <summary>Hash of the issuer's public key, without tag and length, in hexadecimal. At most 128 characters.</summary>
    public required string IssuerKeyHash { get; init; }

    /// <summary>In hexadecimal without leading zeros. At most 40 characters.</summary>
    public required string SerialNumber { get; init; }

    internal static readonly PayloadShape<CertificateHashData> Shape = new PayloadShape<CertificateHashData>()
        .Enum("hashAlgorithm", payload => payload.HashAlgorithm)
        .Text("issuerNameHash", payload => payload.IssuerNameHash, max: 128)
        .Text("issuerKeyHash", payload => payload.IssuerKeyHash, max: 128)
        .Text("serialNumber", payload => payload.SerialNumber, max: 40)
        .Reads(values => new()
        {
            HashAlgorithm = values.Enum<HashAlgorithm>(0),
            IssuerNameHash = values.Text(1),
            IssuerKeyHash = values.Text(2),
            SerialNumber = values.Text(3),
        });
}
