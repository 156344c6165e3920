using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>A request for a station's certificate (PKCS#10): a station writes it, a certificate authority reads it. Whitepaper A02, A03.</summary>
public sealed class SigningRequest
{
    /// <summary>Of a csr in SignCertificate, in characters. Whitepaper §5.17.</summary>
    public const int Longest = 5_500;

    private readonly CertificateRequest _request;

    private SigningRequest(CertificateRequest request)
    {
        _request = request;
        var name = SubjectName.Of(request.SubjectName);
        CommonName = name.CommonNames.Count == 1 ? name.CommonNames[0] : null;
        Organization = name.Organizations.Count == 0 ? null : name.Organizations[0];
    }

    public X500DistinguishedName Subject => _request.SubjectName;

    /// <summary>The station's serial number if it keeps to A00.FR.511; null without one, or with several.</summary>
    public string? CommonName { get; }

    /// <summary>The CPO's name if it keeps to A00.FR.509.</summary>
    public string? Organization { get; }

    public PublicKey PublicKey => _request.PublicKey;

    /// <summary>A new key pair for a station; the private key never leaves it.</summary>
    public static AsymmetricAlgorithm CreateKey(KeyKind kind) =>
        kind == KeyKind.Rsa2048 ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Writes a request in PEM, signed by SHA-256 with RSA PKCS#1 v1.5 or ECDSA, for a certificate that a TLS client uses.</summary>
    /// <param name="key">RSA or ECDSA with its private half.</param>
    /// <param name="serialNumber">Becomes the CN.</param>
    /// <param name="cpoName">The configuration key CpoName; becomes O.</param>
    public static string Write(AsymmetricAlgorithm key, string serialNumber, string cpoName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(serialNumber);
        ArgumentException.ThrowIfNullOrWhiteSpace(cpoName);
        var subject = new X500DistinguishedNameBuilder();
        // The builder writes what was added last first: O, then CN.
        subject.AddCommonName(serialNumber);
        subject.AddOrganizationName(cpoName);
        var request = key switch
        {
            RSA rsa => new CertificateRequest(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ECDsa curve => new CertificateRequest(subject.Build(), curve, HashAlgorithmName.SHA256),
            _ => throw new ArgumentException("A request is signed with RSA or ECDSA.", nameof(key)),
        };
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        return request.CreateSigningRequestPem().ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Reads a request and proves that whoever sent it has the key: its signature fits, by an allowed algorithm.</summary>
    public static CertificateFailure? Read(string pem, out SigningRequest? request)
    {
        ArgumentNullException.ThrowIfNull(pem);
        request = null;
        if (PemText.Read(pem, Longest, most: 1, ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"], out var contents) is { } failure) return failure;
        try
        {
            var structure = SignedStructure.Read(contents[0]);
            var loaded = CertificateRequest.LoadSigningRequest(
                contents[0], HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.SkipSignatureValidation | CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
            if (KeyRules.Check(loaded.PublicKey, loaded.SubjectName.Name) is { } weak) return weak;
            if (structure.Algorithm is null) return new(CertificateFault.SignatureAlgorithm, "The request is signed by an algorithm that is weaker than SHA-256 or not known here.");
            if (!structure.IsSignedWith(loaded.PublicKey)) return new(CertificateFault.SignatureInvalid, "The request is not signed with the key it asks for.");
            request = new SigningRequest(loaded);
            return null;
        }
        catch (Exception unreadable) when (CertificateRules.IsUnreadable(unreadable))
        {
            return new(CertificateFault.Unreadable, $"The request cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>Holds the request against the rules for a station's subject.</summary>
    public CertificateFailure? Check(SubjectRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Check(_request.SubjectName, _request.CertificateExtensions);
    }
}
