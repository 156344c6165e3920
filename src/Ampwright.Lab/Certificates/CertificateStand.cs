using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Certificates;

/// <summary>
/// The certificates that cases hand out. What is made by chance is put into the trace: a run that is judged again meets what the system
/// answered for then.
/// </summary>
internal sealed class CertificateStand(TimeProvider time, RunTrace trace, LabAuthority authority)
{
    public LabAuthority Authority => authority;

    /// <summary>Authorities beside the lab's own whose client certificates are let in.</summary>
    public IReadOnlyList<X509Certificate2> Others { get; init; } = [];

    /// <summary>What a recorded run that is judged again had made, in its order.</summary>
    public Queue<string> Recorded { get; } = [];

    /// <summary>The root of the lab's authority, for a case that hands it out.</summary>
    public X509Certificate2 OwnRoot() => X509Certificate2.CreateFromPem(Kept(authority.Root.ExportCertificatePem));

    /// <summary>A self-signed root that nothing was signed with.</summary>
    public X509Certificate2 NewRoot(string name, bool expired = false)
    {
        var now = time.GetUtcNow();
        return X509Certificate2.CreateFromPem(Kept(() =>
        {
            using var root = LabAuthority.MakeRoot(name, now.AddDays(expired ? -30 : -1), expired ? now.AddDays(-1) : now.AddYears(5));
            return root.ExportCertificatePem();
        }));
    }

    /// <summary>A key pair for a signing request.</summary>
    /// <returns>The pair, and the public key (PEM) that a certificate of it must have.</returns>
    public (ECDsa Key, string Public) NewKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (key, Kept(key.ExportSubjectPublicKeyInfoPem));
    }

    /// <summary>Signs firmware, see <see cref="LabAuthority.Sign"/>.</summary>
    public (string Certificate, string Signature) Sign(byte[] image)
    {
        var (certificate, signature) = authority.Sign(image, time.GetUtcNow());
        return (Kept(() => certificate), Kept(() => signature));
    }

    /// <summary>Whether a client certificate is of an authority that is let in.</summary>
    public bool Accepts(X509Certificate2 certificate) => authority.Accepts(certificate, Others, time.GetUtcNow());

    private string Kept(Func<string> make)
    {
        var text = Recorded.TryDequeue(out var recorded) ? recorded : make();
        trace.Add("made", ("text", text));
        return text;
    }
}
