using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>A station asks for a certificate for its new key. Security whitepaper ed. 3 A02, A03, §5.17.</summary>
public sealed record SignCertificateRequest : IRequest<SignCertificateResponse>
{
    /// <summary>PKCS#10 request in PEM. At most 5 500 characters.</summary>
    public required string Csr { get; init; }

    OcppAction IRequest.Action => Catalogue.SignCertificate;

    internal static readonly PayloadShape<SignCertificateRequest> Shape = new PayloadShape<SignCertificateRequest>()
        .Text("csr", payload => payload.Csr, max: 5500)
        .Reads(values => new() { Csr = values.Text(0) });
}

/// <summary>The answer to <see cref="SignCertificateRequest"/>. Security whitepaper ed. 3 §5.18.</summary>
public sealed record SignCertificateResponse
{
    /// <summary>Whether the CSMS will ask the authority; the certificate comes with CertificateSigned.</summary>
    public required OcppEnum<GenericStatus> Status { get; init; }

    internal static readonly PayloadShape<SignCertificateResponse> Shape = new PayloadShape<SignCertificateResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<GenericStatus>(0) });
}
