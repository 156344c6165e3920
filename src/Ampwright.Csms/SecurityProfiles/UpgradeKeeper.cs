using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>
/// Has <see cref="UpgradeRunner"/> look at an upgrade whenever one of the station's commands has ended, it connected, or its certificate request moved,
/// and when a step's time has come. At the start it looks at all that are open.
/// </summary>
internal sealed class UpgradeKeeper(EventHub events, Database database, UpgradeRunner runner, TimeProvider time, ILogger<UpgradeKeeper> log) : EventRounds(events, time, Round)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    // The open ones by station: almost no event concerns one of them.
    private readonly Dictionary<string, long> _open = new(StringComparer.OrdinalIgnoreCase);
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
            case SecurityProfileUpgradeChanged upgrade when upgrade.State is nameof(UpgradeState.Preparing) or nameof(UpgradeState.Switching):
                _open[change.Station!] = upgrade.UpgradeId;
                break;
            case SecurityProfileUpgradeChanged ended:
                _open.Remove(change.Station!);
                log.UpgradeEnded(change.Station!, ended.UpgradeId, ended.State, ended.Why);
                break;
            case CommandChanged { State: not (nameof(CommandState.Queued) or nameof(CommandState.Sent)) } or StationConnected or CertificateRequestChanged:
                if (_open.TryGetValue(change.Station!, out var id)) await AdvanceAsync(id);
                break;
            default:
                break;
        }
    }

    protected override async Task RoundAsync()
    {
        if (_all)
        {
            _open.Clear();
            foreach (var upgrade in await database.ReadAsync(ProfileUpgrades.AllOpen)) _open[upgrade.Station] = upgrade.UpgradeId;
            _all = false;
            // Each by itself: one that cannot be looked at does not stop the others.
            foreach (var id in _open.Values.ToList()) await DoAsync(() => AdvanceAsync(id));
            return;
        }
        if (_open.Count == 0) return;
        var now = Time.GetUtcNow();
        foreach (var id in await database.ReadAsync(connection => ProfileUpgrades.Due(connection, now))) await DoAsync(() => AdvanceAsync(id));
    }

    private async Task AdvanceAsync(long id) => await database.WriteAsync(unit => runner.Advance(unit, id));

    protected override void Failed(Exception failure)
    {
        _all = true;
        log.UpgradesWaited(failure);
    }
}
