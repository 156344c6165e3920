using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The CSMS removes a root certificate from a station. Security whitepaper ed. 3 M04, §5.3.</summary>
public sealed record DeleteCertificateRequest : IRequest<DeleteCertificateResponse>
{
    public required CertificateHashData CertificateHashData { get; init; }

    OcppAction IRequest.Action => Catalogue.DeleteCertificate;

    internal static readonly PayloadShape<DeleteCertificateRequest> Shape = new PayloadShape<DeleteCertificateRequest>()
        .Object("certificateHashData", payload => payload.CertificateHashData, CertificateHashData.Shape)
        .Reads(values => new() { CertificateHashData = values.Object<CertificateHashData>(0) });
}

/// <summary>The answer to <see cref="DeleteCertificateRequest"/>. Security whitepaper ed. 3 §5.4.</summary>
public sealed record DeleteCertificateResponse
{
    public required OcppEnum<DeleteCertificateStatus> Status { get; init; }

    internal static readonly PayloadShape<DeleteCertificateResponse> Shape = new PayloadShape<DeleteCertificateResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<DeleteCertificateStatus>(0) });
}
