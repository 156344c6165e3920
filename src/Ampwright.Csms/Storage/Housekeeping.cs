using Ampwright.Csms.Authorization;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>Lets commands expire, and forgets what has been kept long enough.</summary>
internal sealed class Housekeeping(Database database, CommandSecrets secrets, ConnectionOptions options, TimeProvider time, ILogger<Housekeeping> log)
    : BackgroundService
{
    /// <summary>How long answers to transaction messages and events are kept; a queue of a month offline still finds its answers.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(45);

    private static readonly TimeSpan CommandRound = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgettingRound = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CommandRound, time);
        var forgotten = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var forgets = time.GetElapsedTime(forgotten) >= ForgettingRound;
                if (forgets) forgotten = time.GetTimestamp();
                await RoundAsync(forgets);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task RoundAsync(bool forgets)
    {
        try
        {
            var now = time.GetUtcNow();
            // A look first: an idle program does not write.
            if (await database.ReadAsync(connection => CommandLife.AnyDue(connection, now, LongestAnswer)))
            {
                foreach (var command in await database.WriteAsync(unit => CommandLife.Expire(unit, LongestAnswer))) secrets.Forget(command);
            }
            if (!forgets) return;
            while (await database.WriteAsync(unit => DecisionTrace.Forget(unit, unit.Now - DecisionTrace.Kept)))
            {
                // Some at a time: the writer is everybody's.
            }
            await database.WriteAsync(unit =>
            {
                Inbox.Forget(unit, unit.Now - Memory);
                unit.Connection.Execute("DELETE FROM events WHERE at < @before", new { before = unit.Now - Memory });
            });
        }
        catch (Exception failure) when (failure is StorageException or System.Data.Common.DbException)
        {
            log.TidyingFailed(failure);
        }
    }

    private TimeSpan LongestAnswer => options.CallTimeout + TimeSpan.FromMinutes(1);
}
