using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Certificates;

namespace Ampwright.Lab.Hosting;

/// <summary>What the lab shows in TLS handshakes as a CSMS: a certificate of the kind that the station's suites ask for, faulty where a case wants it so.</summary>
internal sealed class ServerCertificates(LabAuthority authority, string host, TimeProvider time) : IDisposable
{
    private static readonly CipherSuitesPolicy? Policy = OperatingSystem.IsWindows()
        ? null
        : new CipherSuitesPolicy([.. TlsSuites.All.Select(suite => (TlsCipherSuite)suite)]);

    private readonly Dictionary<(KeyKind, CertificateFault), X509Certificate2> _made = [];
    private readonly Lock _lock = new();

    /// <summary>The options of one handshake.</summary>
    /// <param name="offered">The suites of the ClientHello.</param>
    /// <param name="wanted">The kind of key that a case wants shown; null for the one that the suites ask for first.</param>
    /// <param name="asksForCertificate">Whether the station is asked for its own.</param>
    public SslServerAuthenticationOptions Options(IReadOnlyList<int> offered, CertificateFault fault, KeyKind? wanted, bool asksForCertificate)
    {
        // What TLS 1.3 offers says nothing of keys: an EC certificate unless only RSA suites stand there.
        var rsaOnly = !offered.Any(TlsSuites.Ec.Contains) && offered.Any(suite => TlsSuites.Rsa.Contains(suite) || TlsSuites.EcdheRsa.Contains(suite));
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(Find(wanted ?? (rsaOnly ? KeyKind.Rsa : KeyKind.Ec), fault), null, offline: true),
            ClientCertificateRequired = asksForCertificate,
            // Whoever shows one is judged at the door, where it can be told why not.
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is null or { Handle: not 0 },
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowTlsResume = false,
            CipherSuitesPolicy = Policy,
        };
    }

    public void Dispose()
    {
        foreach (var certificate in _made.Values) certificate.Dispose();
    }

    private X509Certificate2 Find(KeyKind kind, CertificateFault fault)
    {
        lock (_lock)
        {
            if (!_made.TryGetValue((kind, fault), out var certificate))
                _made.Add((kind, fault), certificate = authority.ForServer(host, kind, fault, time.GetUtcNow()));
            return certificate;
        }
    }
}
