using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Carries what operators change into the live connections: a station's new record, its removal, a command for it. At the start it settles what an
/// earlier run left open; at the end it waits until the connections are gone.
/// </summary>
internal sealed class StationWatch(
    EventHub events, EventLog history, StationRegistry stations, LiveStations live, Leases leases, Database database, TimeProvider time, ILogger<StationWatch> log)
    : BackgroundService
{
    private const int Batch = 1000;

    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(3);
    private long _last;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await leases.ReleaseAllAsync();
        await database.WriteAsync(CommandLife.FailThoseOfEarlierRun);
        // Before anybody can connect or command: from here on nothing is missed, however late the first look is.
        _last = await history.LastSequenceAsync();
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var ending = Task.WhenAll(live.All.Select(connection => connection.Ended));
        await Task.WhenAny(ending, Task.Delay(LongestGoodbye, time, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var subscription = events.Subscribe();
            try
            {
                await CatchUpAsync();
                await foreach (var recorded in subscription.ReadAllAsync(stoppingToken)) await TakeAsync(recorded);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is StorageException or System.Data.Common.DbException)
            {
                log.TidyingFailed(failure);
                await WaitAsync(stoppingToken);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(StoreRetry, time, stop);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task CatchUpAsync()
    {
        while (true)
        {
            var missed = await history.AfterAsync(_last, Batch);
            foreach (var recorded in missed) await TakeAsync(recorded);
            if (missed.Count < Batch) return;
        }
    }

    private async Task TakeAsync(RecordedEvent recorded)
    {
        try
        {
            await ActAsync(recorded);
        }
        catch (Exception defect) when (defect is not (StorageException or System.Data.Common.DbException or OperationCanceledException))
        {
            // Taken again it would stop everything behind it for ever.
            log.EventLeftOut(defect, recorded.Sequence, recorded.Kind);
        }
        // Last: what failed on a store that was away is taken again.
        _last = recorded.Sequence;
    }

    private async Task ActAsync(RecordedEvent recorded)
    {
        if (recorded.Change is CommandChanged { State: nameof(CommandState.Queued), Station: { } station }) live.Find(station)?.CommandQueued.Raise();
        if (recorded.Change is StationChanged or StationRemoved or StationPasswordChanged or SecurityProfileRaised)
        {
            foreach (var connection in live.All)
            {
                if (!string.Equals(connection.Lease.Identity, recorded.Change.Station, StringComparison.OrdinalIgnoreCase)) continue;
                if (await stations.FindAsync(connection.Lease.Identity) is { } record) connection.Station = record;
                else connection.Peer.Abort();
            }
        }
    }
}
