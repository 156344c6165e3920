using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Tests.Certificates;

/// <summary>Makes certificates, good ones and bad ones. A test states only what differs from a good root.</summary>
internal sealed class TestAuthority : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);

    private static int _serial = 4096;

    private TestAuthority(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        Certificate = certificate;
        Key = key;
    }

    public X509Certificate2 Certificate { get; }

    public AsymmetricAlgorithm Key { get; }

    public static AsymmetricAlgorithm Curve() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static TestAuthority Root(string name = "O=CPO, CN=Root", AsymmetricAlgorithm? key = null, Action<CertificateRequest>? with = null, bool isAuthority = true)
    {
        var own = key ?? Curve();
        var request = Request(name, own);
        if (isAuthority) request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        with?.Invoke(request);
        return new TestAuthority(request.Create(request.SubjectName, Signer(own), Now.AddYears(-1), Now.AddYears(10), Serial()), own);
    }

    /// <summary>A certificate authority below this one.</summary>
    public TestAuthority Below(string name, AsymmetricAlgorithm? key = null)
    {
        var own = key ?? Curve();
        var issued = Issue(name, own, request => request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true)));
        return new TestAuthority(issued, own);
    }

    public X509Certificate2 Issue(
        string name, AsymmetricAlgorithm? key = null, Action<CertificateRequest>? with = null, DateTimeOffset? from = null, DateTimeOffset? to = null, byte[]? serial = null,
        RSASignaturePadding? padding = null)
    {
        var request = Request(name, key ?? Curve());
        with?.Invoke(request);
        return request.Create(Certificate.SubjectName, Signer(Key, padding), from ?? Now.AddDays(-1), to ?? Now.AddDays(30), serial ?? Serial());
    }

    public void Dispose()
    {
        Certificate.Dispose();
        Key.Dispose();
    }

    private static CertificateRequest Request(string name, AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsa curve => new CertificateRequest(name, curve, HashAlgorithmName.SHA256),
        _ => throw new ArgumentException("RSA or ECDSA", nameof(key)),
    };

    private static X509SignatureGenerator Signer(AsymmetricAlgorithm key, RSASignaturePadding? padding = null) =>
        key is RSA rsa ? X509SignatureGenerator.CreateForRSA(rsa, padding ?? RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa((ECDsa)key);

    private static byte[] Serial()
    {
        var number = Interlocked.Increment(ref _serial);
        return [(byte)(number >> 16), (byte)(number >> 8), (byte)number];
    }
}
