using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// Whether a certificate is a host's. The whitepaper wants the name in the CN (A00.FR.308), public authorities put it into the
/// subjectAltName; either will do.
/// </summary>
internal static class HostNames
{
    public static CertificateFailure? Check(X509Certificate2 certificate, string host, bool allowsWildcards)
    {
        var names = SubjectName.Of(certificate.SubjectName).CommonNames.ToList();
        var addresses = new List<IPAddress>();
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.AddRange(extension.EnumerateDnsNames());
            addresses.AddRange(extension.EnumerateIPAddresses());
        }

        var found = IPAddress.TryParse(host, out var address)
            ? addresses.Contains(address) || names.Contains(host, StringComparer.OrdinalIgnoreCase)
            : names.Any(name => Matches(name, host, allowsWildcards));
        return found ? null : CertificateRules.Fail(CertificateFault.HostName, certificate, $"is for {string.Join(", ", names.Concat(addresses.Select(one => one.ToString())))}, not for '{host}'");
    }

    private static bool Matches(string name, string host, bool allowsWildcards)
    {
        (name, host) = (name.TrimEnd('.'), host.TrimEnd('.'));
        if (name.Equals(host, StringComparison.OrdinalIgnoreCase)) return true;
        if (!allowsWildcards || !name.StartsWith("*.", StringComparison.Ordinal)) return false;
        // One label, and never a whole top-level domain. RFC 6125 §6.4.3.
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name.AsSpan(2).Contains('.') && name.AsSpan(1).Equals(host.AsSpan(dot), StringComparison.OrdinalIgnoreCase);
    }
}
