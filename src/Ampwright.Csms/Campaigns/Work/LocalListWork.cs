using Ampwright.Csms.Events;
using Ampwright.Csms.LocalAuthList;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>Has the station's local list replaced by a full update, which the list's own keeper brings about.</summary>
internal sealed class LocalListWork : CampaignWork
{
    public override PartMove Begin(WriteUnit unit, Campaign campaign, StationRecord station)
    {
        var list = ListRecord.Of(unit.Connection, station.StationId);
        if (list.EffectiveMode == ListMode.Off) return PartMove.Skipped("its list is left alone: its mode is Off");
        (list.Anew(campaign.RequestedBy) with { State = ListState.Waiting, Detail = null }).Store(unit);
        unit.Raise(new LocalListAsked(list.Mode.ToString()) { Station = station.Identity });
        return PartMove.Running(null, "asked");
    }

    public override PartMove Look(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part)
    {
        var list = ListRecord.Of(unit.Connection, station.StationId);
        return list switch
        {
            { EffectiveMode: ListMode.Off } => PartMove.Skipped("its list is left alone: its mode is Off"),
            { State: ListState.Failing } => PartMove.Failed(list.Detail ?? "the station did not take it"),
            { State: ListState.Unsupported or ListState.Disabled } => PartMove.Skipped(list.Detail ?? "the station has no such list"),
            { State: ListState.InStep, AskedBy: null } => PartMove.Done($"version {list.HeldVersion}{(list.Detail is null ? "" : $"; {list.Detail}")}"),
            _ => PartMove.None,
        };
    }
}
