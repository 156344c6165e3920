using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>One of the server's certificates with its key and chain, ready for handshakes.</summary>
internal sealed record ServerCertificate(SslStreamCertificateContext Context, ushort Curve, ushort Signature)
{
    public X509Certificate2 Leaf => Context.TargetCertificate;

    /// <summary>What the file holds besides the certificate itself.</summary>
    public X509Certificate2Collection Above { get; init; } = [];

    /// <exception cref="TlsFileException">The file is not what is needed; the text says what is.</exception>
    public static ServerCertificate Read(string file, bool isEc)
    {
        try
        {
            var text = File.ReadAllText(file);
            var leaf = X509Certificate2.CreateFromPem(text, text);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(text);
            chain.RemoveAt(0);
            if (!isEc)
            {
                using var rsa = leaf.GetRSAPublicKey() ?? throw new TlsFileException(file, "holds no RSA certificate");
                // Whitepaper A00.FR.501.
                if (rsa.KeySize < 2048) throw new TlsFileException(file, $"holds a key of {rsa.KeySize} bits; at least 2048 are needed");
                return new ServerCertificate(SslStreamCertificateContext.Create(leaf, chain, offline: true), 0, 0) { Above = chain };
            }
            using var ec = leaf.GetECDsaPublicKey() ?? throw new TlsFileException(file, "holds no EC certificate");
            // RFC 8446 §4.2.3, RFC 8422 §5.1.1.
            var (curve, signature) = ec.KeySize switch
            {
                256 => (23, 0x0403),
                384 => (24, 0x0503),
                521 => (25, 0x0603),
                _ => throw new TlsFileException(file, "holds a key of a curve that TLS does not use; P-256, P-384 and P-521 can be"),
            };
            return new ServerCertificate(SslStreamCertificateContext.Create(leaf, chain, offline: true), (ushort)curve, (ushort)signature) { Above = chain };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TlsFileException(file, $"cannot be read: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new TlsFileException(file, $"must hold, as PEM, the certificate first, then its chain, and the certificate's key, not encrypted: {failure.Message}", failure);
        }
    }
}
