using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// What the subject of a station's certificate, or of its signing request, has to say. Each rule can be switched off: stations and test
/// tools in the field keep none of them.
/// </summary>
public sealed record SubjectRules
{
    private const string AlternativeName = "2.5.29.17";

    /// <summary>Nothing is asked of the subject.</summary>
    public static SubjectRules None { get; } = new() { AllowsAlternativeNames = true };

    /// <summary>The CN, compared without case as all serial numbers (CiString). Whitepaper A00.FR.405, A00.FR.511. Null: any, or none.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>What an O has to contain. Whitepaper A00.FR.404, A00.FR.509. Null: any, or none.</summary>
    public string? CpoName { get; init; }

    /// <summary>Whitepaper A00.FR.511: with an alternative name the CN would be disregarded by RFC 2818.</summary>
    public bool AllowsAlternativeNames { get; init; }

    internal CertificateFailure? Check(X500DistinguishedName subject, IEnumerable<X509Extension> extensions)
    {
        var name = SubjectName.Of(subject);
        if (SerialNumber is { } serial)
        {
            if (name.CommonNames.Count != 1 || !name.CommonNames[0].Equals(serial, StringComparison.OrdinalIgnoreCase))
            {
                return new(CertificateFault.CommonName, $"The CN of '{subject.Name}' is not the serial number '{serial}'.");
            }

            if (LooksLikeAnAddress(serial)) return new(CertificateFault.CommonName, $"The CN '{serial}' looks like a URL or an IP address.");
        }

        if (CpoName is { } cpo && !name.Organizations.Any(organization => Contains(organization, cpo)))
        {
            return new(CertificateFault.Organization, $"No O of '{subject.Name}' contains '{cpo}'.");
        }

        return !AllowsAlternativeNames && extensions.Any(extension => extension.Oid?.Value == AlternativeName)
            ? new(CertificateFault.AlternativeName, "A station's certificate has no subjectAltName.")
            : null;
    }

    // An empty name is contained in everything and must not let everybody in.
    private static bool Contains(string organization, string cpo) =>
        !string.IsNullOrWhiteSpace(cpo) && organization.Contains(cpo, StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeAnAddress(string text) => text.Contains("://", StringComparison.Ordinal) || (IPAddress.TryParse(text, out _) && text.AsSpan().ContainsAny('.', ':'));
}
