using Ampwright.Csms.Commands;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>Has the station ask for a certificate (whitepaper A02), and follows its request until the station took what was issued.</summary>
internal sealed class CertificateWork : CampaignWork
{
    public override PartMove Begin(WriteUnit unit, Campaign campaign, StationRecord station) => PartMove.Running(Ask(unit, campaign, station), "asked");

    public override PartMove Look(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part)
    {
        if (CertificateRequests.Newest(unit.Connection, station.StationId) is { } request && request.ReceivedAt >= part.BeganAt)
        {
            return request.State switch
            {
                CertificateRequestState.Installed => PartMove.Done($"certificate request {request.RequestId}: the station took {request.SerialNumber}"),
                CertificateRequestState.Refused => PartMove.Failed($"certificate request {request.RequestId} was refused: {request.Why}"),
                CertificateRequestState.Failed => PartMove.Failed($"certificate request {request.RequestId} failed: {request.Why}"),
                _ => Told($"certificate request {request.RequestId}: {request.State}"),
            };
        }
        if (StepCommand.Find(unit.Connection, part.CommandId) is not { IsOver: true } command) return PartMove.None;
        if (command.Agreed) return Told("waits for the station's request");
        return MayGiveAgain(part, command) ? PartMove.Running(Ask(unit, campaign, station), again: true) : Failure(command);

        PartMove Told(string detail) => detail == part.Detail ? PartMove.None : PartMove.Running(part.CommandId, detail);
    }

    private static long Ask(WriteUnit unit, Campaign campaign, StationRecord station) =>
        Give(unit, campaign, station, new ExtendedTriggerMessageRequest { RequestedMessage = ExtendedMessageTrigger.SignChargePointCertificate });
}
