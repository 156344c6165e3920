using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>
/// Has <see cref="UpgradeRunner"/> look at an upgrade whenever one of the station's commands has ended, it connected, or its certificate request moved,
/// and when a step's time has come. At the start it looks at all that are open.
/// </summary>
internal sealed class UpgradeKeeper(EventHub events, Database database, UpgradeRunner runner, TimeProvider time, ILogger<UpgradeKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    // The open ones by station: almost no event concerns one of them.
    private readonly Dictionary<string, long> _open = new(StringComparer.OrdinalIgnoreCase);
    private bool _all;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            while (true)
            {
                using var subscription = events.Subscribe(capacity: 16 * 1024);
                // At the start, and after falling behind, nobody knows what was missed.
                _all = true;
                await DoAsync(RoundAsync);
                var more = subscription.WaitAsync(stoppingToken);
                while (true)
                {
                    await Task.WhenAny(more, tick);
                    if (more.IsCompleted)
                    {
                        if (!await more) break;
                        while (subscription.TryRead(out var recorded)) await DoAsync(() => TakeAsync(recorded.Change));
                        more = subscription.WaitAsync(stoppingToken);
                    }
                    if (!tick.IsCompleted) continue;
                    await tick;
                    await DoAsync(RoundAsync);
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task TakeAsync(StateChange change)
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

    private async Task RoundAsync()
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
        var now = time.GetUtcNow();
        foreach (var id in await database.ReadAsync(connection => ProfileUpgrades.Due(connection, now))) await DoAsync(() => AdvanceAsync(id));
    }

    private async Task AdvanceAsync(long id) => await database.WriteAsync(unit => runner.Advance(unit, id));

    private async Task DoAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The store was away, most often. Once it is back all are looked at again; one that cannot be looked at must not end the program.
            _all = true;
            log.UpgradesWaited(failure);
        }
    }
}
