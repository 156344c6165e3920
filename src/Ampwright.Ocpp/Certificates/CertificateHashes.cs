using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Messages.Security;
using HashAlgorithm = Ampwright.Ocpp.Messages.Security.HashAlgorithm;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// The names by which a station lists its certificates and a CSMS deletes them. Whitepaper §6.1, RFC 6960 §4.1.1.
/// </summary>
public static class CertificateHashes
{
    /// <summary>Names a certificate. The issuer of a self-signed one is itself.</summary>
    /// <exception cref="ArgumentException">The issuer's name is not that of the certificate's issuer.</exception>
    public static CertificateHashData Of(X509Certificate2 certificate, X509Certificate2 issuer, HashAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(issuer);
        if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData))
        {
            throw new ArgumentException($"'{certificate.Subject}' was issued by '{certificate.Issuer}', not by '{issuer.Subject}'.", nameof(issuer));
        }

        return new CertificateHashData
        {
            HashAlgorithm = algorithm,
            IssuerNameHash = Hash(algorithm, certificate.IssuerName.RawData),
            // The value of the BIT STRING without tag, length and the octet that counts unused bits: what OCSP responders hash.
            IssuerKeyHash = Hash(algorithm, issuer.PublicKey.EncodedKeyValue.RawData),
            SerialNumber = SerialNumberOf(certificate),
        };
    }

    /// <summary>Whether this is the certificate that is named, by whichever algorithm. Compared without case and leading zeros.</summary>
    public static bool Matches(CertificateHashData name, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.HashAlgorithm.IsKnown && Same(name, Of(certificate, issuer, name.HashAlgorithm.Value));
    }

    /// <summary>Whether two names, made by the same algorithm, name the same certificate.</summary>
    public static bool Same(CertificateHashData one, CertificateHashData other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.HashAlgorithm == other.HashAlgorithm
            && one.IssuerNameHash.Equals(other.IssuerNameHash, StringComparison.OrdinalIgnoreCase)
            && one.IssuerKeyHash.Equals(other.IssuerKeyHash, StringComparison.OrdinalIgnoreCase)
            && one.SerialNumber.TrimStart('0').Equals(other.SerialNumber.TrimStart('0'), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Hexadecimal without leading zeros: 4095 is <c>FFF</c>.</summary>
    public static string SerialNumberOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var digits = Convert.ToHexString(certificate.SerialNumberBytes.Span).TrimStart('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private static string Hash(HashAlgorithm algorithm, byte[] content) => Convert.ToHexString(algorithm switch
    {
        HashAlgorithm.SHA256 => SHA256.HashData(content),
        HashAlgorithm.SHA384 => SHA384.HashData(content),
        HashAlgorithm.SHA512 => SHA512.HashData(content),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not an algorithm of the whitepaper."),
    });
}
