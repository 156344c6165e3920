using Ampwright.Csms.Storage;

namespace Ampwright.Csms.MessageLog;

/// <summary>Forgets frames that are too old, and the oldest when there are too many bytes of them; a small slice at a time.</summary>
internal sealed class MessageRetention(Database database, MessageLogSwitch settings, TimeProvider time, ILogger<MessageRetention> log) : BackgroundService
{
    private const int Slice = 1000;
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenSlices = TimeSpan.FromMilliseconds(50);

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
            // Another program on the same store may have changed them.
            settings.Reload();
            while (await ForgetAsync() == Slice) await Task.Delay(BetweenSlices, time, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.TidyingFailed(failure);
        }
    }

    private async Task<int> ForgetAsync()
    {
        var bounds = settings.Settings;
        var before = time.GetUtcNow().AddDays(-bounds.KeepDays);
        // A look first: an idle program does not write.
        if (!await database.ReadAsync(connection => MessageSearch.AnyToForget(connection, before, bounds.KeepMegabytes * 1_000_000L))) return 0;
        return await database.WriteAsync(unit => MessageStore.Forget(unit, before, bounds.KeepMegabytes * 1_000_000L, Slice));
    }
}
