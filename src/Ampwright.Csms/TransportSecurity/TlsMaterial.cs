using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>All that handshakes need, read at one moment; replaced as a whole when a file has changed.</summary>
/// <param name="Rsa">Shown to clients that cannot use <paramref name="Ec"/>.</param>
/// <param name="Ec">Shown to all others.</param>
/// <param name="StationRoots">Whom stations' certificates must come from.</param>
/// <param name="Revocations">Stations' certificates that hold no more.</param>
internal sealed record TlsMaterial(ServerCertificate Rsa, ServerCertificate Ec, X509Certificate2Collection StationRoots, RevocationLists Revocations);
