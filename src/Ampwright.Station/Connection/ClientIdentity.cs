using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Station.Connection;

/// <summary>The certificate a station proves itself by, with its private key, and those between it and the root.</summary>
public sealed record ClientIdentity(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Above);
