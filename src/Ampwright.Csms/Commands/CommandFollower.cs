using Ampwright.Csms.Events;

namespace Ampwright.Csms.Commands;

/// <summary>Waits for what becomes of a command.</summary>
internal sealed class CommandFollower(CommandDesk desk, EventHub hub, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public const int LongestSeconds = 60;

    /// <returns>The command as it is once it is over, or as it is when the time is up or the program ends.</returns>
    public async Task<CommandRecord> FollowAsync(CommandRecord command, TimeSpan patience, CancellationToken cancel)
    {
        using var timeUp = new CancellationTokenSource(patience, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, cancel, lifetime.ApplicationStopping);
        try
        {
            while (!command.Over)
            {
                using var changes = hub.Subscribe();
                // Looked at after subscribing: what came before is in the store, what comes after reaches the subscription.
                command = await AnewAsync();
                if (!command.Over) await NextChangeAsync(changes, command.CommandId, ends.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            command = await AnewAsync();
        }
        return command;

        async Task<CommandRecord> AnewAsync() => await desk.FindAsync(command.CommandId) ?? command;
    }

    // Ends also when the subscription lags; the store knows better then.
    private static async Task NextChangeAsync(EventSubscription changes, long commandId, CancellationToken cancel)
    {
        await foreach (var recorded in changes.ReadAllAsync(cancel))
        {
            if (recorded.Change is CommandChanged changed && changed.CommandId == commandId) return;
        }
    }
}
