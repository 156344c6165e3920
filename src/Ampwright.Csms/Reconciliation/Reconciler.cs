using Ampwright.Csms.Events;
using Ampwright.Csms.Prices;

namespace Ampwright.Csms.Reconciliation;

/// <summary>
/// Looks for what does not add up, as soon as something happened that may matter and every minute besides.
/// <code>
///   1 examine what was stopped or marked ─► 2 orphans ─► 3 every minute: ghosts ─► 4 close what a rule closes
///   ─► 5 book what sessions cost that are billable now, or are no more
/// </code>
/// </summary>
internal sealed class Reconciler(
    Examiner examiner, OrphanWatch orphans, GhostWatch ghosts, ClosingRules closing, Bookkeeper books, EventHub hub, ReconciliationOptions options, TimeProvider time,
    ILogger<Reconciler> log) : BackgroundService
{
    private long _lastRound;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var due = true;
            while (true)
            {
                using var subscription = hub.Subscribe();
                await RoundAsync(due);
                due = await WaitAsync(subscription, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    /// <param name="full">Whether ghosts are looked for too: what does not happen raises no event, so they have a round of their own.</param>
    private async Task RoundAsync(bool full)
    {
        if (full) _lastRound = time.GetTimestamp();
        try
        {
            while (await examiner.RoundAsync()) { } // 1
            while (await orphans.RoundAsync()) { } // 2
            if (full) await ghosts.RoundAsync(); // 3
            await closing.RoundAsync(); // 4
            while (await books.RoundAsync()) { } // 5
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.ReconciliationFailed(failure);
        }
    }

    /// <summary>Until something happened that a rule looks at, or the round is due.</summary>
    /// <returns>Whether the round is due.</returns>
    private async Task<bool> WaitAsync(EventSubscription subscription, CancellationToken stop)
    {
        var left = options.Round - time.GetElapsedTime(_lastRound);
        if (left <= TimeSpan.Zero) return true;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            return await HappensAsync(subscription, Task.Delay(left, time, over.Token), stop);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static async Task<bool> HappensAsync(EventSubscription subscription, Task due, CancellationToken stop)
    {
        while (true)
        {
            var more = subscription.WaitAsync(stop);
            if (await Task.WhenAny(more, due) == due)
            {
                stop.ThrowIfCancellationRequested();
                return true;
            }
            // Ended for lagging: much happened.
            if (!await more) return false;
            while (subscription.TryRead(out var recorded))
            {
                if (recorded.Change is TransactionStopped or TransactionFlagged or MessageSetAside or CaseOpened or CaseClosed or CaseReopened) return false;
            }
        }
    }
}
