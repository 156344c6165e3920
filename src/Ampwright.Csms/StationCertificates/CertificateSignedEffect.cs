using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.StationCertificates;

/// <summary>A station took its new certificate, or did not. Whitepaper A02.FR.06, .07.</summary>
internal sealed class CertificateSignedEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.CertificateSigned;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (CertificateRequests.OfCommand(unit.Connection, outcome.CommandId) is not { State: CertificateRequestState.Issued } request) return;
        if (outcome is { State: CommandState.Answered, Status: "Accepted" }) CertificateRequests.End(unit, request, CertificateRequestState.Installed);
        else CertificateRequests.End(unit, request, CertificateRequestState.Failed, outcome.Status is { } status ? $"the station answered {status}" : outcome.Why ?? outcome.State.ToString());
    }
}
