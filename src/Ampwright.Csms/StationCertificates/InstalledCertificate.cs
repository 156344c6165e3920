using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.StationCertificates;

/// <summary>A root certificate on a station, by its certificateHashData.</summary>
internal sealed class InstalledCertificate
{
    public string CertificateType { get; init; } = "";

    public string HashAlgorithm { get; init; } = "";

    public string IssuerNameHash { get; init; } = "";

    public string IssuerKeyHash { get; init; } = "";

    public string SerialNumber { get; init; } = "";

    public DateTimeOffset SeenAt { get; init; }

    public CertificateHashData Hash => new()
    {
        HashAlgorithm = OcppEnum<HashAlgorithm>.Parse(HashAlgorithm),
        IssuerNameHash = IssuerNameHash,
        IssuerKeyHash = IssuerKeyHash,
        SerialNumber = SerialNumber,
    };
}
