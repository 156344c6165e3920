using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>A certificate and those above it, the leaf first. Disposing it disposes them.</summary>
public sealed class CertificateChain : IDisposable
{
    /// <summary>More than any hierarchy of the whitepaper needs.</summary>
    public const int MostCertificates = 10;

    /// <summary>Of a certificateChain in CertificateSigned; CertificateSignedMaxChainSize may be less. Whitepaper §5.1.</summary>
    public const int LongestChain = 10_000;

    /// <summary>Of a certificate in InstallCertificate and of a signingCertificate. Whitepaper §5.11, §6.9.</summary>
    public const int LongestCertificate = 5_500;

    private CertificateChain(IReadOnlyList<X509Certificate2> certificates)
    {
        Certificates = certificates;
    }

    public IReadOnlyList<X509Certificate2> Certificates { get; }

    public X509Certificate2 Leaf => Certificates[0];

    /// <summary>Reads a chain, each certificate followed by its issuer. The root may be there or not.</summary>
    /// <param name="longest">In characters.</param>
    public static CertificateFailure? Read(string pem, int longest, out CertificateChain? chain) => Read(pem, longest, MostCertificates, out chain);

    /// <summary>Reads one certificate alone.</summary>
    public static CertificateFailure? ReadOne(string pem, int longest, out X509Certificate2? certificate)
    {
        var failure = Read(pem, longest, most: 1, out var chain);
        certificate = chain?.Leaf;
        return failure;
    }

    /// <summary>PEM with LF at the line ends, as it is sent.</summary>
    public static string Write(IEnumerable<X509Certificate2> certificates) =>
        string.Concat(certificates.Select(certificate => certificate.ExportCertificatePem().ReplaceLineEndings("\n").TrimEnd() + "\n"));

    public string ToPem() => Write(Certificates);

    public void Dispose()
    {
        foreach (var certificate in Certificates) certificate.Dispose();
    }

    private static CertificateFailure? Read(string pem, int longest, int most, out CertificateChain? chain)
    {
        ArgumentNullException.ThrowIfNull(pem);
        chain = null;
        if (PemText.Read(pem, longest, most, ["CERTIFICATE", "X509 CERTIFICATE"], out var contents) is { } failure) return failure;
        var certificates = new List<X509Certificate2>();
        try
        {
            foreach (var content in contents) certificates.Add(X509CertificateLoader.LoadCertificate(content));
        }
        catch (CryptographicException unreadable)
        {
            certificates.ForEach(certificate => certificate.Dispose());
            return new(CertificateFault.Unreadable, $"Block {certificates.Count + 1} is no X.509 certificate: {unreadable.Message}");
        }

        var read = new CertificateChain(certificates);
        for (var i = 1; i < certificates.Count; i++)
        {
            if (certificates[i - 1].IssuerName.RawData.AsSpan().SequenceEqual(certificates[i].SubjectName.RawData)) continue;
            var explanation = $"'{certificates[i - 1].Subject}' was not issued by '{certificates[i].Subject}', which follows it.";
            read.Dispose();
            return new(CertificateFault.WrongOrder, explanation);
        }

        chain = read;
        return null;
    }
}
