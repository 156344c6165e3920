using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Csms.Firmware;

/// <summary>A certificate that firmware is signed with, and its key, sealed.</summary>
internal sealed record FirmwareSigner
{
    public long SignerId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>In PEM.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>PKCS#8, sealed with the <see cref="SecretBox"/>.</summary>
    public byte[] KeySealed { get; init; } = [];

    /// <summary>RSA by PKCS#1 v1.5 in place of PSS, for stations that know no other.</summary>
    public bool Pkcs1 { get; init; }

    public string Subject { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    public string AddedBy { get; init; } = "";

    /// <summary>The signature over a file's hash, in base64 (whitepaper L01.FR.04); null where the key was sealed with another key than this installation's.</summary>
    public string? Sign(byte[] hash, SecretBox box)
    {
        if (box.Open(KeySealed) is not { } pkcs8) return null;
        using var certificate = X509Certificate2.CreateFromPem(Certificate);
        using var key = KeyFor(certificate, key => key.ImportPkcs8PrivateKey(pkcs8, out _));
        CryptographicOperations.ZeroMemory(pkcs8);
        return FirmwareSignature.Make(hash, key, Pkcs1);
    }

    /// <summary>Reads a certificate and its key as an operator brings them.</summary>
    /// <param name="certificatePem">One certificate.</param>
    /// <param name="keyPem">Its private key: PKCS#8, PKCS#1 or SEC 1, not encrypted.</param>
    /// <param name="pkcs1">See <see cref="Pkcs1"/>.</param>
    /// <param name="now">It must be valid then.</param>
    /// <param name="box">Seals the key.</param>
    /// <returns>The signer without its name; or the field that is wrong, and what is wrong with it.</returns>
    public static (FirmwareSigner? Signer, string Field, string Fault) Read(string certificatePem, string keyPem, bool pkcs1, DateTimeOffset now, SecretBox box)
    {
        if (CertificateChain.ReadOne(certificatePem, CertificateChain.LongestCertificate, out var certificate) is { } unreadable)
            return (null, "certificate", unreadable.Explanation);
        using (certificate)
        {
            if ((CertificateRules.CheckValidity(certificate!, now) ?? CertificateRules.CheckProperties(certificate!)) is { } unfit) return (null, "certificate", unfit.Explanation);
            if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal)) return (null, "privateKey", "The key is encrypted. Bring it without a password: it is kept sealed.");
            try
            {
                using var key = KeyFor(certificate!, key => key.ImportFromPem(keyPem));
                var hash = SHA256.HashData("a file"u8);
                if (FirmwareSignature.Check(hash, FirmwareSignature.Make(hash, key, pkcs1), certificate!) is not null) return (null, "privateKey", "It is not the key of the certificate.");
                var pkcs8 = key.ExportPkcs8PrivateKey();
                var signer = new FirmwareSigner
                {
                    Certificate = CertificateChain.Write([certificate!]),
                    KeySealed = box.Seal(pkcs8),
                    Pkcs1 = pkcs1,
                    Subject = certificate!.Subject,
                    ExpiresAt = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
                };
                CryptographicOperations.ZeroMemory(pkcs8);
                return (signer, "", "");
            }
            catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
            {
                return (null, "privateKey", "It is no private key of the certificate's kind, RSA or EC, in PEM.");
            }
        }
    }

    private static AsymmetricAlgorithm KeyFor(X509Certificate2 certificate, Action<AsymmetricAlgorithm> import)
    {
        using var rsa = certificate.GetRSAPublicKey();
        AsymmetricAlgorithm key = rsa is null ? ECDsa.Create() : RSA.Create();
        try
        {
            import(key);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
