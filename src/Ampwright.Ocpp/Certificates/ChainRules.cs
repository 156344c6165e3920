using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// Whether a certificate leads to a root that is trusted and is fit for its use. Nothing is fetched from a network and the system's own
/// roots do not count; revocation is somebody else's question. Whitepaper §2.6, A00.FR.307, A00.FR.404, A00.FR.412, L01.
/// </summary>
public static class ChainRules
{
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    /// <summary>The CSMS's certificate as a station sees it: its host in CN or subjectAltName.</summary>
    /// <param name="host">The host of the URL that the station connects to.</param>
    /// <param name="allowsWildcards">Whether <c>*.example.com</c> stands for one label.</param>
    public static CertificateFailure? CheckCsms(
        CertificateChain chain, IReadOnlyCollection<X509Certificate2> roots, string host, DateTimeOffset instant, bool allowsWildcards = false)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentException.ThrowIfNullOrEmpty(host);
        // Key encipherment alone serves the suites without Diffie-Hellman, A00.FR.317.
        const X509KeyUsageFlags Either = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment;
        return CertificateRules.Readable(
            chain.Leaf,
            () => KeyRules.CheckUsage(chain.Leaf, Either, ServerPurpose) ?? HostNames.Check(chain.Leaf, host, allowsWildcards) ?? CheckTrust(chain, roots, instant));
    }

    /// <summary>A station's certificate: as the CSMS sees it in the handshake, and as the station sees what CertificateSigned brings.</summary>
    /// <param name="key">Of the key pair that the station asked with; null: not known.</param>
    public static CertificateFailure? CheckStation(
        CertificateChain chain, IReadOnlyCollection<X509Certificate2> roots, SubjectRules rules, DateTimeOffset instant, PublicKey? key = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(rules);
        if (key is not null && !chain.Leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
        {
            return CertificateRules.Fail(CertificateFault.OtherKey, chain.Leaf, "is not for the key that was asked with");
        }

        return CertificateRules.Readable(
            chain.Leaf,
            () => KeyRules.CheckUsage(chain.Leaf, X509KeyUsageFlags.DigitalSignature, ClientPurpose)
                ?? rules.Check(chain.Leaf.SubjectName, chain.Leaf.Extensions)
                ?? CheckTrust(chain, roots, instant));
    }

    /// <summary>A certificate that firmware is signed with: issued by a manufacturer's root itself. Whitepaper L01, SignedUpdateFirmware.</summary>
    public static CertificateFailure? CheckFirmwareSigner(X509Certificate2 signer, IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(roots);
        if (!roots.Any(root => CertificateRules.IsSignedBy(signer, root)))
        {
            return CertificateRules.Fail(CertificateFault.NotTrusted, signer, "is not signed by a manufacturer's root that is installed");
        }

        return CertificateRules.Readable(
            signer, () => KeyRules.CheckUsage(signer, X509KeyUsageFlags.DigitalSignature, purpose: null) ?? CheckTrust(signer, [], roots, instant));
    }

    /// <summary>Validity, strength and signatures from the leaf up to one of the roots. RFC 5280 section 6.</summary>
    public static CertificateFailure? CheckTrust(CertificateChain chain, IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(roots);
        return CertificateRules.Readable(chain.Leaf, () => CheckTrust(chain.Leaf, chain.Certificates.Skip(1), roots, instant));
    }

    private static CertificateFailure? CheckTrust(
        X509Certificate2 leaf, IEnumerable<X509Certificate2> above, IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset instant)
    {
        var between = above.ToList();
        var failure = CheckPath(leaf, between, roots, instant);
        if (failure?.Fault != CertificateFault.SignatureInvalid || roots.Count < 2) return failure;
        // Of two roots with one name, the old and the renewed, the framework tries only one.
        return roots.Any(root => CheckPath(leaf, between, [root], instant) is null) ? null : failure;
    }

    private static CertificateFailure? CheckPath(
        X509Certificate2 leaf, List<X509Certificate2> between, IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset instant)
    {
        using var path = new X509Chain();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        path.ChainPolicy.DisableCertificateDownloads = true;
        path.ChainPolicy.VerificationTimeIgnored = false;
        path.ChainPolicy.VerificationTime = instant.UtcDateTime;
        foreach (var certificate in between) path.ChainPolicy.ExtraStore.Add(certificate);
        foreach (var root in roots) path.ChainPolicy.CustomTrustStore.Add(root);
        var isTrusted = path.Build(leaf);
        foreach (var element in path.ChainElements)
        {
            if ((CertificateRules.CheckValidity(element.Certificate, instant) ?? CertificateRules.CheckProperties(element.Certificate)) is { } failure) return failure;
        }

        return isTrusted || EndsAtSuccessor(path, roots) ? null : Explain(leaf, path);
    }

    /// <summary>
    /// A root that its predecessor signed (M05.FR.09) is trusted though it is not self-signed. The framework calls that a partial chain, and
    /// because it then ends early the signatures are looked at here.
    /// </summary>
    private static bool EndsAtSuccessor(X509Chain path, IReadOnlyCollection<X509Certificate2> roots)
    {
        const X509ChainStatusFlags OnlyOpen = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        var elements = path.ChainElements.Select(element => element.Certificate).ToList();
        if (elements.Count == 0 || path.ChainStatus.Any(status => (status.Status & ~OnlyOpen) != X509ChainStatusFlags.NoError)) return false;
        return roots.Any(root => root.RawDataMemory.Span.SequenceEqual(elements[^1].RawDataMemory.Span))
            && elements.Zip(elements.Skip(1)).All(pair => CertificateRules.IsSignedBy(pair.First, pair.Second));
    }

    private static CertificateFailure Explain(X509Certificate2 leaf, X509Chain path)
    {
        var flags = path.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        var fault = flags switch
        {
            _ when flags.HasFlag(X509ChainStatusFlags.NotSignatureValid) => CertificateFault.SignatureInvalid,
            _ when flags.HasFlag(X509ChainStatusFlags.InvalidBasicConstraints) => CertificateFault.NotACertificateAuthority,
            _ when (flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != X509ChainStatusFlags.NoError => CertificateFault.NotTrusted,
            _ => CertificateFault.ChainInvalid,
        };
        return CertificateRules.Fail(fault, leaf, $"does not lead to a trusted root: {flags}");
    }
}
