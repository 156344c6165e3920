using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Station.Connection;

/// <summary>
/// The roots by which a server must prove itself in one attempt to connect, the one to try first in front. Name, path and validity are checked
/// (security whitepaper ed. 3, A00.FR.307, A00.FR.308, A00.FR.412); the system's own roots do not count.
/// </summary>
/// <param name="roots">Whoever made this object keeps them alive.</param>
/// <param name="clock">What the time is for validity.</param>
public sealed class ServerTrust(IReadOnlyList<X509Certificate2> roots, Func<DateTimeOffset> clock)
{
    public IReadOnlyList<X509Certificate2> Roots { get; } = roots;

    public DateTimeOffset Now => clock();

    /// <summary>The root that the server proved itself by; null = it has not.</summary>
    public X509Certificate2? ProvenBy { get; private set; }

    /// <summary>Why it failed; null = it did not, or was not tried.</summary>
    public CertificateFailure? Failure { get; private set; }

    /// <summary>Which of the roots the server proved itself by, from 1; null = it has not. Set where a recorded connection is replayed.</summary>
    internal int? ProvenByNumber
    {
        get => ProvenBy is { } root ? Roots.ToList().IndexOf(root) + 1 : null;
        set => ProvenBy = value is { } number && number <= Roots.Count ? Roots[number - 1] : null;
    }

    /// <summary>Judges what a server showed.</summary>
    /// <param name="others">What it sent besides its own certificate, in any order.</param>
    /// <param name="host">Whom we wanted to reach.</param>
    public bool Accepts(X509Certificate2 leaf, IEnumerable<X509Certificate2> others, string host)
    {
        Failure = null;
        ProvenBy = null;
        Failure = CertificateChain.Read(CertificateChain.Write(InOrder(leaf, others)), CertificateChain.LongestChain * 2, out var chain);
        if (chain is null) return false;
        using (chain)
        {
            if (Roots.Count == 0)
            {
                Failure = new CertificateFailure(CertificateFault.NotTrusted, "The station has no root certificate of a CSMS.");
                return false;
            }
            foreach (var root in Roots)
            {
                // M05.FR.12: the newest first, and the one before where that does not verify.
                var failure = ChainRules.CheckCsms(chain, [root], host, Now);
                if (failure is null)
                {
                    (ProvenBy, Failure) = (root, null);
                    return true;
                }
                Failure ??= failure;
            }
        }
        return false;
    }

    // Each followed by whoever issued it; what belongs to nobody is left out.
    private static List<X509Certificate2> InOrder(X509Certificate2 leaf, IEnumerable<X509Certificate2> others)
    {
        var left = others.ToList();
        var chain = new List<X509Certificate2> { leaf };
        while (chain.Count < CertificateChain.MostCertificates)
        {
            var last = chain[^1];
            var issuer = left.Find(one => one.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData) && !one.Equals(last));
            if (issuer is null) break;
            left.Remove(issuer);
            chain.Add(issuer);
        }
        return chain;
    }
}
