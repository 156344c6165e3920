using Ampwright.Csms.Commands;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>Writes the campaign's values, one key after the other; what a station is known to have is not written again.</summary>
internal sealed class ConfigurationWork : CampaignWork
{
    private const string NeedsReset = "in effect after a reset";

    public override PartMove Begin(WriteUnit unit, Campaign campaign, StationRecord station) => Next(unit, campaign, station, new CampaignPart());

    public override PartMove Look(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part)
    {
        if (StepCommand.Find(unit.Connection, part.CommandId) is not { IsOver: true } command) return PartMove.None;
        if (command.Agreed) return Next(unit, campaign, station, command.AnswerStatus == "RebootRequired" ? part with { Detail = NeedsReset } : part);
        if (MayGiveAgain(part, command)) return Next(unit, campaign, station, part with { Step = part.Step - 1 }, again: true);
        var failure = Failure(command);
        return failure with { Detail = $"{CampaignBook.Values(unit.Connection, campaign.CampaignId)[part.Step - 1].Name}: {failure.Detail}" };
    }

    private static PartMove Next(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part, bool again = false)
    {
        var values = CampaignBook.Values(unit.Connection, campaign.CampaignId);
        for (var at = part.Step; at < values.Count; at++)
        {
            if (ConfigurationStore.Value(unit.Connection, station.StationId, values[at].Name) == values[at].Value) continue;
            var command = Give(unit, campaign, station, new ChangeConfigurationRequest { Key = values[at].Name, Value = values[at].Value });
            return PartMove.Running(command, part.Detail, at + 1, again);
        }
        if (part.CommandId is null) return PartMove.Skipped("it has these values already");
        return PartMove.Done(part.Detail is null ? $"it has all {values.Count} values" : $"it has all {values.Count} values, {part.Detail}");
    }
}
