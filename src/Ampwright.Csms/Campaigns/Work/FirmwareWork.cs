using System.Text;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>An update of firmware, which is followed to its end. A station that has the version already is left out.</summary>
internal sealed class FirmwareWork : CampaignWork
{
    public override bool KeepsTime => true;

    public override PartMove Begin(WriteUnit unit, Campaign campaign, StationRecord station)
    {
        if ((campaign.FirmwareId is { } id ? FirmwareFiles.Find(unit.Connection, id) : null) is not { } file) return PartMove.Failed("The firmware file was removed.");
        if (string.Equals(file.Version, station.FirmwareVersion, StringComparison.OrdinalIgnoreCase)) return PartMove.Skipped($"it has version {file.Version} already");
        var template = (IRequest)CommandKind.Find(campaign.Action!)!.Action.Request.Read(Encoding.UTF8.GetBytes(campaign.Request!), ReadMode.Strict);
        var order = new FirmwareOrder(file, campaign.AnyModel, template, campaign.Patience);
        return PartMove.Running(order.Give(unit, station, order.Command(campaign.RequestedBy) with { Lifetime = campaign.Patience }), "asked");
    }

    public override PartMove Look(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part)
    {
        if ((part.CommandId is { } command ? FirmwareUpdates.OfCommand(unit.Connection, command) : null) is not { } update) return PartMove.Failed("Its update is not there any more.");
        return update.State switch
        {
            FirmwareUpdateState.Installed => PartMove.Done($"update {update.UpdateId}: installed"),
            FirmwareUpdateState.Cancelled => PartMove.Skipped($"update {update.UpdateId}: taken back before it was sent"),
            FirmwareUpdateState.Requested or FirmwareUpdateState.Accepted or FirmwareUpdateState.Running =>
                (update.Status ?? update.State.ToString()) is var told && told != part.Detail ? PartMove.Running(part.CommandId, told) : PartMove.None,
            _ => PartMove.Failed($"update {update.UpdateId} {update.State}: {update.Why ?? update.Status}"),
        };
    }
}
