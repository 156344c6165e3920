using System.Text;
using Ampwright.Csms.Commands;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>Installs a root certificate (whitepaper M05); a station that is known to hold it is left out.</summary>
internal sealed class RootCertificateWork : CampaignWork
{
    public override PartMove Begin(WriteUnit unit, Campaign campaign, StationRecord station)
    {
        var request = Read(campaign);
        if (CertificateChain.ReadOne(request.Certificate, CertificateChain.LongestCertificate, out var root) is { } unreadable) return PartMove.Failed(unreadable.Explanation);
        using (root)
        {
            var type = request.CertificateType.Text;
            if (InstalledCertificates.List(unit.Connection, station.StationId).Exists(held => held.CertificateType == type && CertificateHashes.Matches(held.Hash, root!, root!)))
                return PartMove.Skipped("it holds the root already");
        }
        return PartMove.Running(Give(unit, campaign, station, request));
    }

    public override PartMove Look(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part)
    {
        if (StepCommand.Find(unit.Connection, part.CommandId) is not { IsOver: true } command) return PartMove.None;
        if (command.Agreed) return PartMove.Done("the station took it");
        return MayGiveAgain(part, command) ? PartMove.Running(Give(unit, campaign, station, Read(campaign)), again: true) : Failure(command);
    }

    private static InstallCertificateRequest Read(Campaign campaign) =>
        (InstallCertificateRequest)Catalogue.InstallCertificate.Request.Read(Encoding.UTF8.GetBytes(campaign.Request!), ReadMode.Strict);
}
