using System.ComponentModel;

namespace Ampwright.Csms.StationCertificates;

internal sealed record ChainRequest([property: Description("PEM: the station's certificate first, then any between it and the root")] string? CertificateChain);

internal sealed record CertificatePolicyView(
    [property: Description("BuiltIn: the installation's own authority, at once. External: requests wait for chains you bring. Nobody: they are rejected")] string? Issuer,
    [property: Description("Whether the subject has to be as the security whitepaper says: CN the station's serial number or identity, O the operator")] bool? ChecksSubject,
    [property: Description("Days that certificates issued here are valid, 1 to 3650")] int? ValidDays,
    [property: Description("What O has to contain; null: anything")] string? Organisation)
{
    public static CertificatePolicyView Of(CertificatePolicy policy) => new(policy.Issuer.ToString(), policy.ChecksSubject, policy.ValidDays, policy.Organisation);
}

internal sealed record CertificateRequestView(
    long Id,
    string Station,
    string Subject,
    [property: Description("Waiting, Issued, Installed, Refused or Failed")] string State,
    [property: Description("Why it ended so")] string? Why,
    [property: Description("Who signs it: BuiltIn, External or Nobody")] string Issuer,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? IssuedAt,
    DateTimeOffset? EndedAt,
    [property: Description("Of the issued certificate, in hexadecimal")] string? SerialNumber,
    [property: Description("When the issued certificate ends")] DateTimeOffset? ExpiresAt,
    [property: Description("The CertificateSigned that brings it")] long? Command,
    [property: Description("The issued chain, in PEM")] string? CertificateChain)
{
    public static CertificateRequestView Of(CertificateRequestRecord request) => new(
        request.RequestId, request.Station, request.Subject, request.State.ToString(), request.Why, request.Issuer.ToString(), request.ReceivedAt, request.IssuedAt,
        request.EndedAt, request.SerialNumber, request.ExpiresAt, request.CommandId, request.Chain);
}

internal sealed record InstalledCertificateView(
    [property: Description("CentralSystemRootCertificate or ManufacturerRootCertificate")] string CertificateType,
    string HashAlgorithm,
    string IssuerNameHash,
    string IssuerKeyHash,
    string SerialNumber,
    [property: Description("When the station last told it, or took it")] DateTimeOffset SeenAt)
{
    public static InstalledCertificateView Of(InstalledCertificate held) =>
        new(held.CertificateType, held.HashAlgorithm, held.IssuerNameHash, held.IssuerKeyHash, held.SerialNumber, held.SeenAt);
}
