using System.Data.Common;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Webhooks;
using Dapper;

namespace Ampwright.Csms.Metrics;

/// <summary>Feeds the metrics: what has to be looked at when somebody asks, and what events tell.</summary>
internal sealed class MetricWatch : BackgroundService
{
    private readonly CsmsMetrics _metrics;
    private readonly EventHub _hub;
    private readonly Database _database;
    private readonly WebhookDispatcher _webhooks;

    /// <param name="collector">Named so that it listens from the start on.</param>
    public MetricWatch(CsmsMetrics metrics, MetricCollector collector, EventHub hub, Database database, LiveStations live, FrameQueue frames, WebhookDispatcher webhooks)
    {
        _metrics = metrics;
        _ = collector;
        _hub = hub;
        _database = database;
        _webhooks = webhooks;
        metrics.Watch("ampwright_connections", "Stations connected to this program", () => live.Count);
        metrics.Watch("ampwright_message_log_waiting_bytes", "Bytes of frames that wait to be stored", () => frames.WaitingBytes);
        metrics.WatchSum("ampwright_message_log_dropped_total", "Frames lost to pressure", () => frames.Dropped);
        metrics.Watch("ampwright_writer_waiting", "Units of work that wait for the writer", () => database.WaitingUnits);
        metrics.Watch("ampwright_commands_open", "Commands that are not done, by state", "state", OpenCommands);
        metrics.Watch("ampwright_webhook_behind", "Events in the log beyond a webhook's position, by webhook", "webhook", WebhooksBehind);
        metrics.Watch("ampwright_store_refuses", "1 while the store takes nothing", () => database.Refusal is null ? 0 : 1);
        metrics.Watch("ampwright_cases_open", "Cases that are open", () => Ask("SELECT count(*) FROM cases WHERE closed_at IS NULL"));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                using var subscription = _hub.Subscribe(capacity: 16 * 1024);
                while (await subscription.WaitAsync(stoppingToken))
                {
                    while (subscription.TryRead(out var recorded))
                    {
                        _metrics.Happened(recorded.Kind);
                        if (recorded.Change is CommandChanged command) _metrics.CommandReached(command.Action, command.State);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private IEnumerable<(string, double)> OpenCommands() => Read(connection => connection.Query<(string State, long Count)>(
        "SELECT state, count(*) FROM commands WHERE state IN ('Queued', 'Sent') GROUP BY state").Select(row => (row.State, (double)row.Count)).ToList()) ?? [];

    private IEnumerable<(string, double)> WebhooksBehind()
    {
        var positions = _webhooks.Positions;
        if (positions.Count == 0) return [];
        var last = Ask("SELECT coalesce(max(sequence), 0) FROM events");
        return positions.Where(pair => pair.Value >= 0).Select(pair => ($"{pair.Key}", Math.Max(0, last - pair.Value)));
    }

    private double Ask(string sql) => Read(connection => (double?)connection.ExecuteScalar<long>(sql)) ?? double.NaN;

    /// <summary>A store that is away leaves a gap in a metric, no fault.</summary>
    private T? Read<T>(Func<DbConnection, T> query)
    {
        try
        {
            // A read of the store completes before it returns.
#pragma warning disable VSTHRD002
            return _database.ReadAsync(query).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        }
        catch (Exception away) when (away is StorageException or DbException)
        {
            return default;
        }
    }
}
