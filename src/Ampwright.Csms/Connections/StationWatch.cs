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

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(3);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await leases.ReleaseAllAsync();
        await database.WriteAsync(CommandLife.FailThoseOfEarlierRun);
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
        var last = await history.LastSequenceAsync();
        while (!stoppingToken.IsCancellationRequested)
        {
            using var subscription = events.Subscribe();
            try
            {
                last = await CatchUpAsync(last);
                await foreach (var recorded in subscription.ReadAllAsync(stoppingToken)) last = await TakeAsync(recorded);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is StorageException or System.Data.Common.DbException)
            {
                log.TidyingFailed(failure);
            }
        }
    }

    private async Task<long> CatchUpAsync(long last)
    {
        while (true)
        {
            var missed = await history.AfterAsync(last, Batch);
            foreach (var recorded in missed) last = await TakeAsync(recorded);
            if (missed.Count < Batch) return last;
        }
    }

    private async Task<long> TakeAsync(RecordedEvent recorded)
    {
        if (recorded.Change is CommandChanged { State: nameof(CommandState.Queued), Station: { } station }) live.Find(station)?.CommandQueued.Raise();
        if (recorded.Change is not (StationChanged or StationRemoved or StationPasswordChanged)) return recorded.Sequence;
        foreach (var connection in live.All)
        {
            if (!string.Equals(connection.Lease.Identity, recorded.Change.Station, StringComparison.OrdinalIgnoreCase)) continue;
            if (await stations.FindAsync(connection.Lease.Identity) is { } record) connection.Station = record;
            else connection.Peer.Abort();
        }
        return recorded.Sequence;
    }
}
