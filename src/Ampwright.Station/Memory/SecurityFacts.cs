namespace Ampwright.Station.Memory;

/// <summary>A fact about keys, certificates and security events; their sum is <see cref="RememberedSecurity"/>.</summary>
internal abstract record SecurityFact : Fact;

/// <summary>A security event went into the security log.</summary>
/// <param name="Due">The CSMS is still to be told.</param>
internal sealed record SecurityEventLogged(long Number, string Type, Stamp At, string? TechInfo, bool Critical, bool Due) : SecurityFact;

/// <summary>The CSMS knows of a security event, or need not hear of it any more.</summary>
internal sealed record SecurityEventTold(long Number) : SecurityFact;

/// <summary>Password or security profile are about to be replaced; this is what to fall back to until the CSMS took the new ones.</summary>
/// <param name="Key">AuthorizationKey as it was; empty = the password from the start. Null = not replaced.</param>
/// <param name="Profile">SecurityProfile as it was. Null = not replaced.</param>
internal sealed record CredentialsReplaced(string? Key = null, string? Profile = null) : SecurityFact;

/// <summary>The CSMS took the replaced credentials, or they were given up: there is nothing to fall back to any more.</summary>
internal sealed record CredentialsSettled(bool Key, bool Profile) : SecurityFact;

/// <summary>A root certificate was installed.</summary>
/// <param name="Use">In the standard's spelling, e.g. <c>CentralSystemRootCertificate</c>.</param>
/// <param name="IssuerPem">Whoever signed it, where that is another certificate.</param>
/// <param name="Factory">It came with the product; it does not come back once it was deleted.</param>
internal sealed record RootInstalled(string Use, string Pem, string? IssuerPem = null, bool Factory = false) : SecurityFact;

internal sealed record RootRemoved(string Use, string Pem) : SecurityFact;

/// <summary>The station made a key pair and is about to ask for a certificate for it.</summary>
/// <param name="Key">The private key, PKCS#8 in PEM. It leaves this memory for nothing but the station's own handshakes.</param>
internal sealed record StationKeyMade(string Key) : SecurityFact;

/// <summary>The CSMS brought a certificate for a key pair of the station.</summary>
/// <param name="Chain">PEM, the station's own first.</param>
/// <param name="Key">As in <see cref="StationKeyMade"/>.</param>
internal sealed record StationCertificateTaken(string Chain, string Key) : SecurityFact;
