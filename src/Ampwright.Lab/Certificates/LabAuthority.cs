using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Lab.Certificates;

/// <summary>
/// The lab as a certificate authority: its root, what it issues to stations that ask, what it shows as a CSMS, who signs its firmware. In a
/// folder it lasts from run to run, so that a system can be told of its root once.
/// </summary>
internal sealed class LabAuthority : IDisposable
{
    private const int RsaBits = 2048;
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string SigningUse = "1.3.6.1.5.5.7.3.3";

    private readonly ECDsa _key;

    private LabAuthority(X509Certificate2 root, ECDsa key) => (Root, _key) = (root, key);

    public X509Certificate2 Root { get; }

    /// <summary>A new one that nobody was told of.</summary>
    public static LabAuthority Make(DateTimeOffset now, string name = "Ampwright Lab Root")
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new LabAuthority(MakeRoot(key, name, now.AddDays(-1), now.AddYears(10)), key);
    }

    /// <summary>The one that a folder keeps; made there where there is none, with a revoked certificate and the list that names it.</summary>
    /// <exception cref="LabException">The folder cannot be read or written.</exception>
    public static LabAuthority In(string folder, DateTimeOffset now)
    {
        try
        {
            var (root, key) = (Path.Combine(folder, "root.pem"), Path.Combine(folder, "root.key"));
            if (File.Exists(root) && File.Exists(key))
            {
                var known = ECDsa.Create();
                known.ImportFromPem(File.ReadAllText(key));
                return new LabAuthority(X509Certificate2.CreateFromPem(File.ReadAllText(root)), known);
            }
            Directory.CreateDirectory(folder);
            var made = Make(now);
            File.WriteAllText(root, $"{made.Root.ExportCertificatePem()}\n");
            KeepSecret(key, made._key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(Path.Combine(folder, "revoked.crl.pem"), made.RevocationList(now));
            return made;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new LabException($"The lab's certificate authority in {folder} cannot be used: {failed.Message}", failed);
        }
    }

    /// <summary>A self-signed root that has nothing to do with anybody.</summary>
    public static X509Certificate2 MakeRoot(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = MakeRoot(key, name, from, to);
        return X509CertificateLoader.LoadCertificate(root.RawData);
    }

    /// <summary>Issues what a request asks for.</summary>
    /// <returns>Null where it is no signing request, or not signed by the key that it names.</returns>
    public X509Certificate2? Issue(string signingRequest, DateTimeOffset now, TimeSpan? ends = null)
    {
        try
        {
            var asked = CertificateRequest.LoadSigningRequestPem(
                signingRequest, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default, RSASignaturePadding.Pkcs1);
            return Issue(asked.PublicKey, asked.SubjectName, null, ClientUse, now, ends, Serial());
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A client certificate of a station, with its key.</summary>
    public X509Certificate2 ForStation(string name, string organisation, CertificateFault fault, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(organisation);
        subject.AddCommonName(fault == CertificateFault.WrongName ? "SOMEBODY-ELSE" : name);
        using var issued = Issue(
            new PublicKey(key), subject.Build(), null, ClientUse, now, fault == CertificateFault.Expired ? TimeSpan.FromDays(-1) : null,
            fault == CertificateFault.Revoked ? RevokedSerial() : Serial());
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>What the lab shows as a CSMS, with its key.</summary>
    public X509Certificate2 ForServer(string host, KeyKind kind, CertificateFault fault, DateTimeOffset now)
    {
        if (fault == CertificateFault.OtherAuthority)
        {
            using var other = Make(now, "Somebody Else");
            return other.ForServer(host, kind, CertificateFault.None, now);
        }
        var name = fault == CertificateFault.WrongName ? "elsewhere.invalid" : host;
        using AsymmetricAlgorithm key = kind == KeyKind.Ec ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits);
        var asked = key is ECDsa curve ? new PublicKey(curve) : new PublicKey((RSA)key);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("Ampwright Lab");
        subject.AddCommonName(name);
        using var issued = Issue(
            asked, subject.Build(), name, ServerUse, now, fault == CertificateFault.Expired ? TimeSpan.FromDays(-1) : null,
            fault == CertificateFault.Revoked ? RevokedSerial() : Serial());
        using var pair = key is ECDsa ec ? issued.CopyWithPrivateKey(ec) : issued.CopyWithPrivateKey((RSA)key);
        // A server on some platforms wants the key to belong to a file.
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Signs firmware (whitepaper L01.FR.11): a signing certificate of this authority and the signature over the SHA-256 of the image.</summary>
    public (string Certificate, string Signature) Sign(byte[] image, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName("Ampwright Lab Firmware");
        using var signer = Issue(new PublicKey(key), subject.Build(), null, SigningUse, now, null, Serial());
        return (signer.ExportCertificatePem(), Convert.ToBase64String(key.SignData(image, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
    }

    /// <summary>Whether a certificate is one of this authority's, or of those others, and within its time.</summary>
    public bool Accepts(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Root);
        foreach (var other in others) chain.ChainPolicy.CustomTrustStore.Add(other);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(certificate);
    }

    /// <summary>The list that names <see cref="CertificateFault.Revoked"/>, PEM.</summary>
    public string RevocationList(DateTimeOffset now)
    {
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(RevokedSerial(), now.AddDays(-1));
        var identifier = X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, includeKeyIdentifier: true, includeIssuerAndSerial: false);
        var bytes = list.Build(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), 1, now.AddYears(10), HashAlgorithmName.SHA256, identifier, now.AddDays(-1));
        return PemEncoding.WriteString("X509 CRL", bytes);
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }

    private static X509Certificate2 MakeRoot(ECDsa key, string name, DateTimeOffset from, DateTimeOffset to)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("Ampwright Lab");
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.Create(request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, to, Serial());
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        // Positive, and its first octet never 0: no two ways to write it.
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private static void KeepSecret(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    // Of the root's own, so that list and certificate need not be kept together.
    private byte[] RevokedSerial() => [0x41, .. SHA256.HashData(Root.RawData).AsSpan(0, 15)];

    private X509Certificate2 Issue(
        PublicKey key, X500DistinguishedName subject, string? host, string use, DateTimeOffset now, TimeSpan? ends, byte[] serial)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            host is null ? X509KeyUsageFlags.DigitalSignature : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            if (System.Net.IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }
        return request.Create(
            Root.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), now.AddDays(-2), now + (ends ?? TimeSpan.FromDays(300)), serial);
    }
}
