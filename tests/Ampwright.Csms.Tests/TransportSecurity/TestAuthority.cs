using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.Tests.TransportSecurity;

/// <summary>A certificate authority of a test: right certificates and wrong ones.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public TestAuthority(string name = "Root of the tests")
    {
        var request = new CertificateRequest($"CN={name}, O=Ampwright", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Issue(
        string commonName, string organisation = "Ampwright", bool isEc = false, DateTimeOffset? from = null, DateTimeOffset? until = null, string? use = null)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedName($"CN={commonName}, O={organisation}");
        var request = isEc ? new CertificateRequest(subject, ec, HashAlgorithmName.SHA256) : new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        if (use is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        using var issued = request.Create(
            Root.SubjectName, X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1), from ?? DateTimeOffset.UnixEpoch.AddYears(50),
            until ?? DateTimeOffset.UnixEpoch.AddYears(79), [1, .. RandomNumberGenerator.GetBytes(8)]);
        return isEc ? issued.CopyWithPrivateKey(ec) : issued.CopyWithPrivateKey(rsa);
    }

    /// <summary>Signs a station's own key, as an operator's authority does.</summary>
    public X509Certificate2 Sign(X500DistinguishedName subject, PublicKey key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        return request.Create(
            Root.SubjectName, X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1), DateTimeOffset.UnixEpoch.AddYears(50),
            DateTimeOffset.UnixEpoch.AddYears(79), [1, .. RandomNumberGenerator.GetBytes(8)]);
    }

    public string RevocationList(params X509Certificate2[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var one in revoked) builder.AddEntry(one);
        var list = builder.Build(Root, 1, DateTimeOffset.UnixEpoch.AddYears(79), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return PemEncoding.WriteString("X509 CRL", list);
    }

    public static string Pem(X509Certificate2 certificate)
    {
        var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()!;
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}
