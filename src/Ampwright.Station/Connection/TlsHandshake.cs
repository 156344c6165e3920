using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Station.Connection;

/// <summary>
/// The TLS side of one attempt to connect: what is offered, how the server is judged, and what went wrong. Security whitepaper ed. 3, A00.
/// </summary>
internal sealed class TlsHandshake(ServerTrust trust, ClientIdentity? identity, string host)
{
    private bool _mutual = true;

    public SslClientAuthenticationOptions Options
    {
        get
        {
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = host,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13, // A00.FR.312, whatever the system would allow
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                // A stranger's certificate must not make us fetch what it names.
                CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
                RemoteCertificateValidationCallback = (_, shown, chain, _) => shown is not null && Accepts(shown, chain),
            };
            if (identity is not null)
                options.ClientCertificateContext = SslStreamCertificateContext.Create(identity.Certificate, [.. identity.Above], offline: true);
            // A00.FR.318: both pairs of suites; ephemeral keys first. Other systems choose for themselves.
            if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) options.CipherSuitesPolicy = new CipherSuitesPolicy(Suites);
            return options;
        }
    }

    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
    ];

    /// <summary>Looks at the finished handshake before anything is sent through it.</summary>
    /// <exception cref="AuthenticationException">The CSMS did not ask for the station's certificate (A00.FR.003).</exception>
    public void Finished(SslStream stream)
    {
        _mutual = identity is null || stream.IsMutuallyAuthenticated;
        if (!_mutual) throw new AuthenticationException("the CSMS did not ask for the station's certificate");
    }

    /// <summary>What a failure of the attempt was about, in words.</summary>
    public (NetworkFault Fault, string Explanation) Explain(Exception failure)
    {
        if (trust.Failure is { } untrusted) return (NetworkFault.ServerCertificate, $"the certificate of {host} is refused: {untrusted.Explanation}");
        if (!_mutual) return (NetworkFault.OtherProfile, $"{host} did not ask for the station's certificate: it does not take security profile 3");
        var text = string.Join("; ", Chain(failure).Select(one => one.Message));
        // The platform has no codes for these; the words are OpenSSL's.
        var fault = text switch
        {
            _ when Says("unsupported protocol", "protocol version", "wrong version number", "unknown protocol") => NetworkFault.TlsVersion,
            _ when Says("handshake failure", "no shared cipher", "no cipher", "insufficient security") && trust.ProvenBy is null => NetworkFault.TlsCipherSuite,
            _ when identity is not null && Says("alert") && Says("certificate", "unknown ca", "access denied", "handshake failure") => NetworkFault.ClientCertificate,
            _ => NetworkFault.Unreachable,
        };
        return (fault, text);

        bool Says(params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private bool Accepts(X509Certificate shown, X509Chain? chain)
    {
        using var leaf = new X509Certificate2(shown);
        return trust.Accepts(leaf, chain?.ChainPolicy.ExtraStore ?? [], host);
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (Exception? at = failure; at is not null; at = at.InnerException) yield return at;
    }
}
