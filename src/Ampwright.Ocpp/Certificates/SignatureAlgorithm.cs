using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>How a certificate or a signing request is signed. Only what the whitepaper allows has a value here (A00.FR.504–506).</summary>
internal sealed record SignatureAlgorithm(HashAlgorithmName Hash, bool IsEllipticCurve, RSASignaturePadding? Padding)
{
    /// <summary>Null: weaker than SHA-256, or not known here.</summary>
    public static SignatureAlgorithm? Read(ref AsnReader algorithm)
    {
        var sequence = algorithm.ReadSequence();
        return sequence.ReadObjectIdentifier() switch
        {
            "1.2.840.113549.1.1.11" => new(HashAlgorithmName.SHA256, IsEllipticCurve: false, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.12" => new(HashAlgorithmName.SHA384, IsEllipticCurve: false, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.13" => new(HashAlgorithmName.SHA512, IsEllipticCurve: false, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.10" => PssHash(sequence) is { } hash ? new(hash, IsEllipticCurve: false, RSASignaturePadding.Pss) : null,
            "1.2.840.10045.4.3.2" => new(HashAlgorithmName.SHA256, IsEllipticCurve: true, Padding: null),
            "1.2.840.10045.4.3.3" => new(HashAlgorithmName.SHA384, IsEllipticCurve: true, Padding: null),
            "1.2.840.10045.4.3.4" => new(HashAlgorithmName.SHA512, IsEllipticCurve: true, Padding: null),
            _ => null,
        };
    }

    /// <summary>Whether a signature over these bytes was made with the private half of this key.</summary>
    public bool Verifies(PublicKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (IsEllipticCurve)
        {
            using var curve = key.GetECDsaPublicKey();
            return curve is not null && curve.VerifyData(signed, signature, Hash, DSASignatureFormat.Rfc3279DerSequence);
        }

        using var rsa = key.GetRSAPublicKey();
        return rsa is not null && rsa.VerifyData(signed, signature, Hash, Padding!);
    }

    // RSASSA-PSS-params, RFC 4055 §3.1: the hash is field 0 and SHA-1 when it is absent.
    private static HashAlgorithmName? PssHash(AsnReader parameters)
    {
        if (!parameters.HasData) return null;
        var fields = parameters.ReadSequence();
        var first = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (!fields.HasData || !fields.PeekTag().HasSameClassAndValue(first)) return null;
        return fields.ReadSequence(first).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => null,
        };
    }
}
