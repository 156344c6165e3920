using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>
/// The CSMS brings the certificate that a station asked for with SignCertificate. Security whitepaper ed. 3 A02, A03, §5.1.
/// </summary>
public sealed record CertificateSignedRequest : IRequest<CertificateSignedResponse>
{
    /// <summary>
    /// PEM, the station's certificate first, then any between it and the root. The station may allow less:
    /// CertificateSignedMaxChainSize. At most 10 000 characters.
    /// </summary>
    public required string CertificateChain { get; init; }

    OcppAction IRequest.Action => Catalogue.CertificateSigned;

    internal static readonly PayloadShape<CertificateSignedRequest> Shape = new PayloadShape<CertificateSignedRequest>()
        .Text("certificateChain", payload => payload.CertificateChain, max: 10000)
        .Reads(values => new() { CertificateChain = values.Text(0) });
}

/// <summary>The answer to <see cref="CertificateSignedRequest"/>. Security whitepaper ed. 3 §5.2.</summary>
public sealed record CertificateSignedResponse
{
    public required OcppEnum<CertificateSignedStatus> Status { get; init; }

    internal static readonly PayloadShape<CertificateSignedResponse> Shape = new PayloadShape<CertificateSignedResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<CertificateSignedStatus>(0) });
}
