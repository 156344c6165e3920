using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Campaigns;

/// <summary>
/// Has <see cref="CampaignRunner"/> look at a station's part whenever something happened that may have ended it, and at campaigns when their time has come.
/// At the start it looks at all that is under way.
/// </summary>
internal sealed class CampaignKeeper(EventHub events, Database database, CampaignRunner runner, TimeProvider time, ILogger<CampaignKeeper> log) : EventRounds(events, time, Round)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    // Which campaigns have a station under way: almost no event concerns one of them.
    private readonly Dictionary<string, HashSet<long>> _running = new(StringComparer.OrdinalIgnoreCase);
    private bool _all;

    protected override Task AnewAsync()
    {
        _all = true;
        return RoundAsync();
    }

    protected override async Task TakeAsync(StateChange change)
    {
        switch (change)
        {
            case CampaignStationChanged { State: nameof(PartState.Running) } begun:
                // Its command may have ended before this was read.
                if (Of(change.Station!).Add(begun.CampaignId)) await LookAsync(change.Station!);
                break;
            case CampaignStationChanged ended:
                if (_running.TryGetValue(change.Station!, out var others) && others.Remove(ended.CampaignId) && others.Count == 0) _running.Remove(change.Station!);
                break;
            case CampaignChanged { State: nameof(CampaignState.Stopped) } stopped:
                log.CampaignStopped(stopped.CampaignId, stopped.Name, stopped.Wave, stopped.Failed);
                break;
            case CommandChanged { State: not (nameof(CommandState.Queued) or nameof(CommandState.Sent)) } or FirmwareUpdateChanged or CertificateRequestChanged or LocalListInStep or StationRemoved:
                if (_running.ContainsKey(change.Station!)) await LookAsync(change.Station!);
                break;
            default:
                break;
        }
    }

    protected override async Task RoundAsync()
    {
        var now = Time.GetUtcNow();
        List<CampaignPart> due;
        if (_all)
        {
            due = await database.ReadAsync(CampaignBook.AllRunning);
            _running.Clear();
            foreach (var part in due) Of(part.Station).Add(part.CampaignId);
            _all = false;
        }
        else
        {
            due = await database.ReadAsync(connection => CampaignBook.ToLookAt(connection, now));
        }
        foreach (var part in due) await DoAsync(() => LookAsync(part));
        foreach (var campaign in await database.ReadAsync(connection =>
            CampaignBook.GoingOn(connection).FindAll(one => CampaignRunner.IsDue(one, CampaignBook.Count(connection, one.CampaignId, one.Wave), now))))
            await DoAsync(() => database.WriteAsync(unit => runner.Advance(unit, campaign.CampaignId)));
    }

    protected override void Failed(Exception failure)
    {
        _all = true;
        log.CampaignsWaited(failure);
    }

    private async Task LookAsync(string station)
    {
        foreach (var part in await database.ReadAsync(connection => CampaignBook.RunningOf(connection, station))) await LookAsync(part);
    }

    private Task LookAsync(CampaignPart part) => database.WriteAsync(unit => runner.Look(unit, part.CampaignId, part.StationId));

    private HashSet<long> Of(string station) => _running.TryGetValue(station, out var campaigns) ? campaigns : _running[station] = [];
}
