using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Files;

/// <summary>
/// TLS towards file servers: 1.2 or newer; the server leads to one of the station's roots of the CSMS or to one of the system's, and is the host
/// that was named.
/// </summary>
internal sealed class FileTls(IReadOnlyList<X509Certificate2> roots, Func<DateTimeOffset> clock)
{
    public SslClientAuthenticationOptions For(string host) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        RemoteCertificateValidationCallback = (_, shown, chain, errors) => errors == SslPolicyErrors.None || (shown is not null && IsOurs(shown, chain, host)),
    };

    private bool IsOurs(X509Certificate shown, X509Chain? chain, string host)
    {
        using var leaf = new X509Certificate2(shown);
        return new ServerTrust(roots, clock).Accepts(leaf, chain?.ChainPolicy.ExtraStore ?? [], host);
    }
}
