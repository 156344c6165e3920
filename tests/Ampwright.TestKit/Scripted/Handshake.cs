using System.Net.Security;
using System.Security.Authentication;

namespace Ampwright.TestKit.Scripted;

/// <summary>What came of a TLS handshake with a scripted peer.</summary>
/// <param name="ClientSubject">The subject of the certificate the other side showed; null = none.</param>
public sealed record Handshake(SslProtocols Protocol, TlsCipherSuite Suite, string? ClientSubject);
