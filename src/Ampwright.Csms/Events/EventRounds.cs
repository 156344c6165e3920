namespace Ampwright.Csms.Events;

/// <summary>
/// Looks after something whenever an event concerns it, and by the clock for what no event tells.
/// <code>
///   start, or events were missed ─► <see cref="AnewAsync"/> ─► each event: <see cref="TakeAsync"/> ; every round: <see cref="RoundAsync"/>
/// </code>
/// Nothing that fails ends it: it is told, and all is looked at anew.
/// </summary>
internal abstract class EventRounds(EventHub events, TimeProvider time, TimeSpan round) : BackgroundService
{
    protected TimeProvider Time => time;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(round, time);
        try
        {
            var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            while (true)
            {
                using var subscription = events.Subscribe(capacity: 16 * 1024);
                await DoAsync(AnewAsync);
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

    /// <summary>At the start, and after falling behind: nobody knows what was missed.</summary>
    protected abstract Task AnewAsync();

    protected abstract Task TakeAsync(StateChange change);

    protected abstract Task RoundAsync();

    /// <summary>Something failed; the store was away, most often. The next round is to look at all.</summary>
    protected abstract void Failed(Exception failure);

    /// <summary>Does one thing that may fail without the others.</summary>
    protected async Task DoAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(failure);
        }
    }
}
