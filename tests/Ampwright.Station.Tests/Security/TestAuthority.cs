using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Station.Tests.Security;

/// <summary>A certificate authority of a test: right certificates and wrong ones. Valid from 2020 to 2049 unless said otherwise.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RSA _key = RSA.Create(2048);

    /// <param name="signedBy">The root before it, which signs it; null = it signs itself.</param>
    public TestAuthority(string name = "Root of the tests", TestAuthority? signedBy = null, DateTimeOffset? until = null)
    {
        var request = new CertificateRequest($"CN={name}, O=Ampwright", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = signedBy is null
            ? request.CreateSelfSigned(From, until ?? Until)
            : request.Create(signedBy.Root.SubjectName, signedBy.Signs, From, until ?? Until, Serial());
    }

    public X509Certificate2 Root { get; }

    public string RootPem => CertificateChain.Write([Root]);

    private X509SignatureGenerator Signs => X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1);

    /// <summary>A server's certificate with its key; localhost is in its subjectAltName as well.</summary>
    public X509Certificate2 Server(string host = "localhost", bool isEc = false, DateTimeOffset? until = null) =>
        Issue(host, "Ampwright", isEc, until, ServerUse, host);

    /// <summary>Any certificate with its key.</summary>
    public X509Certificate2 Issue(
        string commonName, string organization, bool isEc = false, DateTimeOffset? until = null, string? use = null, string? alternative = null)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedName($"CN={commonName}, O={organization}");
        var request = isEc ? new CertificateRequest(subject, ec, HashAlgorithmName.SHA256) : new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (alternative is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            if (IPAddress.TryParse(alternative, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(alternative);
            request.CertificateExtensions.Add(names.Build());
        }
        using var issued = Sign(request, until, use);
        var whole = isEc ? issued.CopyWithPrivateKey(ec) : issued.CopyWithPrivateKey(rsa);
        return whole;
    }

    /// <summary>Answers a station's signing request, PEM in, PEM out.</summary>
    public string Answer(string csr, DateTimeOffset? until = null, string? commonName = null)
    {
        Assert.Null(SigningRequest.Read(csr, out var asked));
        var subject = commonName is null ? asked!.Subject : new X500DistinguishedName($"CN={commonName}, O=Ampwright");
        using var signed = Sign(new CertificateRequest(subject, asked!.PublicKey, HashAlgorithmName.SHA256), until, ClientUse);
        return CertificateChain.Write([signed]);
    }

    public string Answer(CertificateRequest request)
    {
        using var signed = Sign(request, until: null, ClientUse);
        return CertificateChain.Write([signed]);
    }

    /// <summary>A revocation list, DER.</summary>
    public byte[] Revoke(params X509Certificate2[] certificates)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var one in certificates) builder.AddEntry(one);
        return builder.Build(Root, 1, Until, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, From);
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset? until, string? use)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        if (use is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        return request.Create(Root.SubjectName, Signs, From, until ?? Until, Serial());
    }

    private static byte[] Serial() => [1, .. RandomNumberGenerator.GetBytes(8)];
}
