using System.Security.Cryptography.X509Certificates;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.TransportSecurity;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>Where stations of profiles 2 and 3 come in, by which roots they can check who is there, and by which certificates they are let in.</summary>
/// <param name="options">What the program was started with.</param>
/// <param name="ports">Where it listens.</param>
/// <param name="files">Keys and certificates; null where this program serves no TLS.</param>
/// <param name="authority">The installation's own authority.</param>
/// <param name="time">The clock.</param>
internal sealed class SecureEntrance(CsmsOptions options, ListenSockets ports, TlsFiles? files, StationAuthority authority, TimeProvider time)
{
    /// <summary>The operator's name, which is O in each station's certificate.</summary>
    public string Organisation => options.Tls?.Organisation ?? TlsSettings.DefaultOrganisation;

    /// <summary>Stations show their certificates to this program itself.</summary>
    public bool SeesCertificates => files is not null;

    /// <summary>TLS ends before this program: at a proxy, whose word is taken for it.</summary>
    public bool IsBehindProxy => files is null && options.TrustedProxies.Count > 0;

    /// <summary>Where the station must connect; null where no entrance with TLS is known.</summary>
    public string? AddressOf(string identity)
    {
        var name = Uri.EscapeDataString(identity);
        if (options.Tls is { } tls && ports.Secure is { } at) return $"wss://{tls.Name}:{at.Port}/ocpp/{name}";
        return IsBehindProxy && options.Files.PublicUrl is { Scheme: "https" } url ? $"wss://{url.Authority}{url.AbsolutePath.TrimEnd('/')}/ocpp/{name}" : null;
    }

    /// <summary>The roots that a station needs to check who is at the entrance: one for each of the server's certificates, most often the same.</summary>
    /// <param name="given">PEM of the root that the operator names.</param>
    /// <returns>The roots, or why they are not known.</returns>
    public (IReadOnlyList<X509Certificate2> Roots, string? Why) Roots(string? given)
    {
        X509Certificate2? named = null;
        if (given is not null && CertificateChain.ReadOne(given, CertificateChain.LongestCertificate, out named) is { } unreadable) return ([], unreadable.Explanation);
        if (files is null)
            return named is null ? ([], "TLS ends at a proxy, whose certificate is not known here. Give the root that signed it as rootCertificate, in PEM.") : ([named], null);
        var roots = new List<X509Certificate2>();
        var material = files.Current;
        foreach (var server in new[] { material.Rsa, material.Ec })
        {
            X509Certificate2[] candidates = [.. named is null ? [] : new[] { named }, .. server.Above.Where(IsRoot), X509Certificate2.CreateFromPem(authority.RootPem())];
            if (Array.Find(candidates, root => Signed(root, server)) is not { } found)
                return ([], $"Nobody knows the root of the server's certificate, which '{server.Leaf.Issuer}' issued. Give it as rootCertificate, in PEM.");
            if (!roots.Exists(root => root.RawDataMemory.Span.SequenceEqual(found.RawDataMemory.Span))) roots.Add(found);
        }
        return (roots, null);
    }

    /// <summary>Whether certificates of the installation's own authority open the door.</summary>
    public bool TrustsOwnAuthority()
    {
        using var root = X509Certificate2.CreateFromPem(authority.RootPem());
        return files?.Current.StationRoots.Any(trusted => trusted.RawDataMemory.Span.SequenceEqual(root.RawDataMemory.Span)) == true;
    }

    /// <summary>Why the door would not open to the station with this certificate; null when it would.</summary>
    /// <param name="pem">The certificate, then any between it and its root.</param>
    /// <param name="expected">What its CN must be.</param>
    public string? WhyNot(string pem, string expected)
    {
        if (files is null) return "this program serves no TLS";
        if (CertificateChain.Read(pem, CertificateChain.LongestChain, out var shown) is { } unreadable) return unreadable.Explanation;
        var material = files.Current;
        var now = time.GetUtcNow();
        using (shown)
        using (var chain = new X509Chain { ChainPolicy = StationCertificate.Policy(material, now) })
        {
            foreach (var above in shown!.Certificates.Skip(1)) chain.ChainPolicy.ExtraStore.Add(above);
            chain.Build(shown.Leaf);
            return StationCertificate.Judge(shown.Leaf, chain, material.Revocations, now).WhyNotOf(expected, Organisation);
        }
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private bool Signed(X509Certificate2 root, ServerCertificate server)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(server.Above);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        // Whether it is still valid is told elsewhere: here it is only whose it is.
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(server.Leaf);
    }
}
