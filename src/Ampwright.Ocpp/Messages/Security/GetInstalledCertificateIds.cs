using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The CSMS asks which root certificates a station holds. Security whitepaper ed. 3 M03, §5.7.</summary>
public sealed record GetInstalledCertificateIdsRequest : IRequest<GetInstalledCertificateIdsResponse>
{
    public required OcppEnum<CertificateUse> CertificateType { get; init; }

    OcppAction IRequest.Action => Catalogue.GetInstalledCertificateIds;

    internal static readonly PayloadShape<GetInstalledCertificateIdsRequest> Shape = new PayloadShape<GetInstalledCertificateIdsRequest>()
        .Enum("certificateType", payload => payload.CertificateType)
        .Reads(values => new() { CertificateType = values.Enum<CertificateUse>(0) });
}

/// <summary>The answer to <see cref="GetInstalledCertificateIdsRequest"/>. Security whitepaper ed. 3 §5.8.</summary>
public sealed record GetInstalledCertificateIdsResponse
{
    /// <summary>At least one where present (the schema; the table says 0..*).</summary>
    public IReadOnlyList<CertificateHashData>? CertificateHashData { get; init; }

    public required OcppEnum<GetInstalledCertificateStatus> Status { get; init; }

    internal static readonly PayloadShape<GetInstalledCertificateIdsResponse> Shape = new PayloadShape<GetInstalledCertificateIdsResponse>()
        .OptionalList("certificateHashData", payload => payload.CertificateHashData, Security.CertificateHashData.Shape, min: 1)
        .Enum("status", payload => payload.Status)
        .Reads(values => new()
        {
            CertificateHashData = values.OptionalList<CertificateHashData>(0),
            Status = values.Enum<GetInstalledCertificateStatus>(1),
        });
}
