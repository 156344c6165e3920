using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.StationCertificates;

/// <summary>
/// A station asks for a certificate: answered Accepted once its request is kept and in order, and CertificateSigned brings it later.
/// Whitepaper A02, A03.
/// </summary>
internal sealed class SignCertificateHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.SignCertificate;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) => Step.AfterCommit(new Received(station, ((SignCertificateRequest)call.Request).Csr));

    private sealed class Received(StationRecord station, string csr) : Effect
    {
        public override object Apply(WriteUnit unit, Lease lease)
        {
            var policy = CertificatePolicy.Of(unit.Connection);
            var failure = SigningRequest.Read(csr, out var request);
            var refusal = policy.Issuer == CertificateIssuer.Nobody
                ? "this installation signs no requests (certificate policy)"
                : failure?.Explanation ?? (policy.ChecksSubject ? request!.Check(StationSubject.RulesOf(station, policy.Organisation)) : null)?.Explanation;
            CertificateRequests.Receive(unit, lease, csr, request?.Subject.Name ?? "", policy.Issuer, refusal);
            return new SignCertificateResponse { Status = refusal is null ? GenericStatus.Accepted : GenericStatus.Rejected };
        }
    }
}
