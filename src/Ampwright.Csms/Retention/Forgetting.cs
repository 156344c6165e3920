using Ampwright.Csms.Authorization;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Guests;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;

namespace Ampwright.Csms.Retention;

/// <summary>
/// Once an hour forgets what has been kept long enough: events, meter values, decisions and the history of statuses as the operator says, answers to
/// transaction messages after <see cref="AnswersKept"/>, start codes that nobody used after <see cref="StartCodes.UnusedKept"/>. A small slice at a
/// time: the writer is everybody's.
/// </summary>
internal sealed class Forgetting(Database database, TimeProvider time, ILogger<Forgetting> log) : BackgroundService
{
    /// <summary>A queue of a month offline still finds its answers.</summary>
    public static readonly TimeSpan AnswersKept = TimeSpan.FromDays(45);

    private static readonly TimeSpan Round = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenSlices = TimeSpan.FromMilliseconds(50);

    /// <summary>Forgets all that is over its bounds now.</summary>
    public async Task ForgetAsync(CancellationToken stop)
    {
        while (await database.WriteAsync(unit => Inbox.Forget(unit, unit.Now - AnswersKept, AgedTable.Slice)) > 0) await Task.Delay(BetweenSlices, time, stop);
        while (await database.WriteAsync(unit => StartCodes.Forget(unit, unit.Now - StartCodes.UnusedKept))) await Task.Delay(BetweenSlices, time, stop);
        var settings = await database.ReadAsync(RetentionStore.Read);
        if (settings.Decisions.KeepDays is { } decisionDays)
        {
            while (await database.WriteAsync(unit => DecisionTrace.Forget(unit, unit.Now.AddDays(-decisionDays)))) await Task.Delay(BetweenSlices, time, stop);
        }
        if (settings.StatusHistory.KeepDays is { } historyDays)
        {
            var before = time.GetUtcNow().AddDays(-historyDays);
            while (await database.ReadAsync(connection => StatusHistory.AnyBefore(connection, before)) && await database.WriteAsync(unit => StatusHistory.Forget(unit, before, AgedTable.Slice)))
                await Task.Delay(BetweenSlices, time, stop);
        }
        await ForgetAsync(AgedTable.Events, settings.Events, stop);
        await ForgetAsync(AgedTable.MeterValues, settings.MeterValues, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RoundAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            await ForgetAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.TidyingFailed(failure);
        }
    }

    private async Task ForgetAsync(AgedTable table, Bounds bounds, CancellationToken stop)
    {
        while (bounds.KeepMegabytes is not null && await database.ReadAsync(table.AnyUnmeasured))
        {
            await database.WriteAsync(table.Measure);
            await Task.Delay(BetweenSlices, time, stop);
        }
        for (var after = 0L; await database.ReadAsync(connection => table.AnyToForget(connection, bounds, time.GetUtcNow(), after));)
        {
            if (await database.WriteAsync(unit => table.Forget(unit, bounds, after)) is not { } done) return;
            after = done.After;
            await Task.Delay(BetweenSlices, time, stop);
        }
    }
}
