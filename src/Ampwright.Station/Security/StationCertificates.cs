using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Security;

/// <summary>The certificates of the station as objects; what there is stands in its memory. Belongs to the loop.</summary>
internal sealed class StationCertificates(StationCore core)
{
    private readonly Dictionary<string, X509Certificate2> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<RememberedCertificate, ClientIdentity> _own = [];

    /// <summary>Installed roots of one use, the newest first.</summary>
    public IReadOnlyList<X509Certificate2> Roots(CertificateUse use) =>
        [.. core.Memory.State.Security.Roots.Where(root => root.Use == Text(use)).Reverse().Select(root => Read(root.Pem))];

    /// <summary>Roots that are valid now; one that has expired proves nothing.</summary>
    public bool HasValidRoot(CertificateUse use) => Roots(use).Any(root => CertificateRules.CheckValidity(root, core.Clock.Now) is null);

    public X509Certificate2 Read(string pem)
    {
        if (_read.TryGetValue(pem, out var known)) return known;
        if (CertificateChain.ReadOne(pem, CertificateChain.LongestCertificate, out var certificate) is { } failure)
            throw new InvalidDataException($"A stored certificate cannot be read: {failure.Explanation}");
        return _read[pem] = certificate!;
    }

    /// <summary>
    /// What the station proves itself by: of its certificates that are valid now the one with the newest notBefore (security whitepaper ed. 3, A02).
    /// Null = it has none.
    /// </summary>
    /// <param name="before">Rather the one before that, if there is one.</param>
    public ClientIdentity? Own(bool before = false)
    {
        var valid = core.Memory.State.Security.Certificates.Select(Identity)
            .Where(own => CertificateRules.CheckValidity(own.Certificate, core.Clock.Now) is null)
            .OrderBy(own => own.Certificate.NotBefore).ToList();
        return before && valid.Count > 1 ? valid[^2] : valid.LastOrDefault();
    }

    /// <summary>When the last of the station's certificates expires; null = it has none.</summary>
    public DateTimeOffset? Expiry => core.Memory.State.Security.Certificates
        .Select(one => (DateTimeOffset?)new DateTimeOffset(Identity(one).Certificate.NotAfter.ToUniversalTime())).Max();

    public ClientIdentity Identity(RememberedCertificate remembered)
    {
        if (_own.TryGetValue(remembered, out var known)) return known;
        if (CertificateChain.Read(remembered.Chain, CertificateChain.LongestChain, out var chain) is { } failure)
            throw new InvalidDataException($"A stored certificate cannot be read: {failure.Explanation}");
        using var key = StationKey.Read(remembered.Key);
        var certificate = key is RSA rsa ? chain!.Leaf.CopyWithPrivateKey(rsa) : chain!.Leaf.CopyWithPrivateKey((ECDsa)key);
        return _own[remembered] = new ClientIdentity(certificate, [.. chain.Certificates.Skip(1)]);
    }

    /// <summary>Installs the roots that came with the product, each once in the life of the memory.</summary>
    public void TakeFactoryRoots()
    {
        Take(CertificateUse.CentralSystemRootCertificate, core.Options.CsmsRoots);
        Take(CertificateUse.ManufacturerRootCertificate, core.Options.ManufacturerRoots);
    }

    /// <summary>SHA-256, in hexadecimal.</summary>
    public static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public static string Text(CertificateUse use) => new OcppEnum<CertificateUse>(use).Text;

    private void Take(CertificateUse use, IReadOnlyList<string> pems)
    {
        foreach (var given in pems)
        {
            if (CertificateChain.ReadOne(given, CertificateChain.LongestCertificate, out var certificate) is { } failure)
            {
                core.Trace.Note($"a {use} of the product is left out: {failure.Explanation}");
                continue;
            }
            var pem = CertificateChain.Write([certificate!]);
            certificate!.Dispose();
            if (!core.Memory.State.Security.FactoryRoots.Contains(pem))
                core.Memory.Record(new RootInstalled(Text(use), pem, Factory: true), durable: true);
        }
    }
}
