using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>The certificate that the other side of a TLS connection proved itself by.</summary>
/// <param name="CommonName">CN: the station's serial number (whitepaper A00.FR.405).</param>
/// <param name="Organisation">O: the operator's name (A00.FR.404).</param>
/// <param name="Thumbprint">SHA-256, in hexadecimal.</param>
/// <param name="Fault">Why it proves nothing; null when its path, time and revocation are in order.</param>
internal sealed record StationCertificate(string CommonName, string Organisation, string Thumbprint, string? Fault)
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganisationOid = "2.5.4.10";

    /// <summary>How a station's path is checked: to the operator's roots and to nobody else's (RFC 5280 §6; whitepaper A00.FR.403).</summary>
    public static X509ChainPolicy Policy(TlsMaterial material, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // by our own lists
            DisableCertificateDownloads = true, // a stranger must not make us fetch what he names
            VerificationTime = now.UtcDateTime,
        };
        policy.CustomTrustStore.AddRange(material.StationRoots);
        policy.ApplicationPolicy.Add(new Oid(ClientUse));
        return policy;
    }

    /// <param name="leaf">The certificate as shown in the handshake.</param>
    /// <param name="chain">Built from it by <see cref="Policy"/>.</param>
    /// <param name="revocations">The lists in force.</param>
    /// <param name="now">The clock.</param>
    public static StationCertificate Judge(X509Certificate2 leaf, X509Chain chain, RevocationLists revocations, DateTimeOffset now) => new(
        First(leaf, CommonNameOid), First(leaf, OrganisationOid), leaf.GetCertHashString(HashAlgorithmName.SHA256), FaultOf(leaf, chain, revocations, now));

    /// <summary>Why it is not this station's; null when it is.</summary>
    /// <param name="expected">The serial number, or the identity, that the operator registered.</param>
    /// <param name="organisation">The operator's name.</param>
    public string? WhyNotOf(string expected, string organisation)
    {
        if (Fault is not null) return Fault;
        if (!string.Equals(Organisation, organisation, StringComparison.OrdinalIgnoreCase)) return $"its O is '{Organisation}', not '{organisation}' (A00.FR.404)";
        return string.Equals(CommonName, expected, StringComparison.OrdinalIgnoreCase) ? null : $"its CN is '{CommonName}', which is another station's or nobody's (A00.FR.405)";
    }

    private static string? FaultOf(X509Certificate2 leaf, X509Chain chain, RevocationLists revocations, DateTimeOffset now)
    {
        if (leaf.NotAfter.ToUniversalTime() < now.UtcDateTime) return $"it expired on {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd}";
        if (leaf.NotBefore.ToUniversalTime() > now.UtcDateTime) return $"it is valid from {leaf.NotBefore.ToUniversalTime():yyyy-MM-dd} on";
        var broken = chain.ChainStatus.Where(status => status.Status != X509ChainStatusFlags.NoError).Select(status => status.Status.ToString()).ToList();
        if (broken.Count > 0) return $"its path to the operator's root does not hold ({string.Join(", ", broken)})";
        var revoked = chain.ChainElements.FirstOrDefault(link => revocations.Contains(link.Certificate))?.Certificate;
        return revoked is null ? null : $"serial number {revoked.SerialNumber} is revoked";
    }

    private static string First(X509Certificate2 leaf, string oid) =>
        leaf.SubjectName.EnumerateRelativeDistinguishedNames()
            .FirstOrDefault(name => !name.HasMultipleElements && name.GetSingleElementType().Value == oid)?.GetSingleElementValue() ?? "";
}
