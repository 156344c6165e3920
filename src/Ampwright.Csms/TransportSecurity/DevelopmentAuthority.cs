using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// A certificate authority of the installation's own, for trying and for closed networks: made at the first start in the data folder, and
/// with it the two server certificates where none were given. Stations and browsers are told to trust <c>root.pem</c>.
/// </summary>
internal sealed class DevelopmentAuthority(TlsFolder folder, string organisation, string name, TimeProvider time)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    // Browsers take no more; whitepaper 2.6.3 wants server certificates short.
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(397);
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);

    /// <summary>Makes what is missing, and server certificates anew that end within 30 days or are for another name.</summary>
    public void Prepare()
    {
        using var root = new AuthorityRoot(folder, organisation, time).Open();
        if (!Serves(folder.ServerRsa, root))
        {
            using var key = RSA.Create(2048);
            Issue(root, new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key, folder.ServerRsa);
        }
        if (!Serves(folder.ServerEc, root))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Issue(root, new CertificateRequest(Subject, key, HashAlgorithmName.SHA256), key, folder.ServerEc);
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    // Whitepaper A00.FR.509, .510: O is the owner, CN the fully qualified name.
    private X500DistinguishedName Subject => AuthorityRoot.Name(organisation, name);

    private void Issue(X509Certificate2 root, CertificateRequest request, AsymmetricAlgorithm key, string file)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var dns in new[] { name, "localhost" }.Distinct(StringComparer.OrdinalIgnoreCase).Where(dns => !IPAddress.TryParse(dns, out _))) names.AddDnsName(dns);
        foreach (var address in new[] { name, "127.0.0.1", "::1" }.Where(text => IPAddress.TryParse(text, out _)).Distinct(StringComparer.Ordinal)) names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerUse)], critical: false));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var until = Now + ServerLife < AuthorityRoot.End(root) ? Now + ServerLife : AuthorityRoot.End(root);
        using var issuer = root.GetRSAPrivateKey()!;
        using var certificate = request.Create(root.SubjectName, X509SignatureGenerator.CreateForRSA(issuer, RSASignaturePadding.Pkcs1), Now.AddMinutes(-5), until, AuthorityRoot.NewSerial());
        TlsFolder.Write(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    private bool Serves(string file, X509Certificate2 root)
    {
        if (AuthorityRoot.ReadPair(file, file) is not { } present) return false;
        using var certificate = present;
        return AuthorityRoot.End(certificate) - Now > RenewedBefore && certificate.IssuerName.RawData.AsSpan().SequenceEqual(root.SubjectName.RawData)
            && certificate.MatchesHostname(name, allowWildcards: false);
    }
}
