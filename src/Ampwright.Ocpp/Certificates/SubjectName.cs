using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>The parts of a subject that the whitepaper speaks of, each as often as it is there.</summary>
internal sealed record SubjectName(IReadOnlyList<string> CommonNames, IReadOnlyList<string> Organizations)
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    public static SubjectName Of(X500DistinguishedName name)
    {
        var (commonNames, organizations) = (new List<string>(), new List<string>());
        try
        {
            foreach (var part in name.EnumerateRelativeDistinguishedNames(reversed: false))
            {
                // Several values in one part are legal and rare; they name nothing here.
                if (part.HasMultipleElements || part.GetSingleElementValue() is not { } value) continue;
                if (part.GetSingleElementType().Value == CommonName) commonNames.Add(value);
                if (part.GetSingleElementType().Value == Organization) organizations.Add(value);
            }
        }
        catch (Exception unreadable) when (CertificateRules.IsUnreadable(unreadable))
        {
            // A value that is no text: what was read before it counts.
        }

        return new SubjectName(commonNames, organizations);
    }
}
