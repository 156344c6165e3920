using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>The root of the installation's own authority, with its key, in the data folder; made when it is first needed.</summary>
internal sealed class AuthorityRoot(TlsFolder folder, string organisation, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);

    /// <returns>The root with its private key; the caller disposes of it.</returns>
    public X509Certificate2 Open() => ReadPair(folder.RootKey, folder.Root) is { } present && End(present) > time.GetUtcNow() ? present : Make();

    // Whitepaper A00.FR.509, .510: O is the owner.
    public static X500DistinguishedName Name(string organisation, string commonName)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(organisation);
        subject.AddCommonName(commonName);
        return subject.Build();
    }

    /// <summary>Random, positive and of full length.</summary>
    public static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    public static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    /// <returns>Null where one of the files is missing or holds something else.</returns>
    public static X509Certificate2? ReadPair(string keyFile, string certificateFile)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile), File.ReadAllText(keyFile));
        }
        catch (Exception missing) when (missing is IOException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private X509Certificate2 Make()
    {
        using var key = RSA.Create(3072);
        var request = new CertificateRequest(
            Name(organisation, $"Ampwright development root {Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}"), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var root = request.CreateSelfSigned(time.GetUtcNow().AddMinutes(-5), time.GetUtcNow() + Life);
        TlsFolder.Write(folder.RootKey, key.ExportPkcs8PrivateKeyPem());
        TlsFolder.Write(folder.Root, root.ExportCertificatePem());
        return root;
    }
}
