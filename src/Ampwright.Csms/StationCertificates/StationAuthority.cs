using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Csms.TransportSecurity;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Csms.StationCertificates;

/// <summary>
/// Signs stations' certificates with the installation's own root, RSA keys as well as EC ones, over SHA-256 by RSA PKCS#1 v1.5, which every
/// station can check. The private key of a station is never here.
/// </summary>
internal sealed class StationAuthority(TlsFolder folder, string organisation, TimeProvider time)
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>The root that stations and this CSMS trust, in PEM.</summary>
    public string RootPem()
    {
        using var root = new AuthorityRoot(folder, organisation, time).Open();
        return root.ExportCertificatePem().ReplaceLineEndings("\n") + "\n";
    }

    /// <returns>The certificate; a station knows the root already, so the chain is it alone. The caller disposes of it.</returns>
    public CertificateChain Issue(SigningRequest asked, TimeSpan life)
    {
        using var root = new AuthorityRoot(folder, organisation, time).Open();
        var request = new CertificateRequest(asked.Subject, asked.PublicKey, HashAlgorithmName.SHA256);
        // Nothing of what the station asked for beyond subject and key: what a certificate may be used for is ours to say (A00.FR.512).
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ClientUse)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        var until = now + life < AuthorityRoot.End(root) ? now + life : AuthorityRoot.End(root);
        using var key = root.GetRSAPrivateKey()!;
        using var certificate = request.Create(
            root.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now.AddMinutes(-5), until, AuthorityRoot.NewSerial());
        var failure = CertificateChain.Read(certificate.ExportCertificatePem(), CertificateChain.LongestChain, out var chain);
        return failure is null ? chain! : throw new InvalidOperationException(failure.Explanation);
    }
}
