using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The CSMS installs a root certificate on a station. Security whitepaper ed. 3 M05, §5.11.</summary>
public sealed record InstallCertificateRequest : IRequest<InstallCertificateResponse>
{
    public required OcppEnum<CertificateUse> CertificateType { get; init; }

    /// <summary>X.509 in PEM. At most 5 500 characters.</summary>
    public required string Certificate { get; init; }

    OcppAction IRequest.Action => Catalogue.InstallCertificate;

    internal static readonly PayloadShape<InstallCertificateRequest> Shape = new PayloadShape<InstallCertificateRequest>()
        .Enum("certificateType", payload => payload.CertificateType)
        .Text("certificate", payload => payload.Certificate, max: 5500)
        .Reads(values => new()
        {
            CertificateType = values.Enum<CertificateUse>(0),
            Certificate = values.Text(1),
        });
}

/// <summary>The answer to <see cref="InstallCertificateRequest"/>. Security whitepaper ed. 3 §5.12.</summary>
public sealed record InstallCertificateResponse
{
    public required OcppEnum<CertificateStatus> Status { get; init; }

    internal static readonly PayloadShape<InstallCertificateResponse> Shape = new PayloadShape<InstallCertificateResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<CertificateStatus>(0) });
}
