using Ampwright.Csms.Retention;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Diagnostics;

/// <summary>Once an hour removes the files of stations that are too old or too much, the oldest first, as the retention settings say. Their rows stay.</summary>
internal sealed class LogFileKeeper(Database database, LogShelf shelf, TimeProvider time, ILogger<LogFileKeeper> log) : BackgroundService
{
    private const int Slice = 100;

    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    /// <summary>Removes all that is over its bounds now.</summary>
    public async Task ForgetAsync()
    {
        var bounds = (await database.ReadAsync(RetentionStore.Read)).LogFiles;
        var before = bounds.KeepDays is { } days ? time.GetUtcNow().AddDays(-days) : DateTimeOffset.MinValue;
        var over = bounds.KeepMegabytes is { } most ? await database.ReadAsync(LogUploads.Size) - (most * 1_000_000L) : 0;
        while (true)
        {
            var due = new List<LogUploadRecord>();
            foreach (var upload in await database.ReadAsync(connection => LogUploads.WithFiles(connection, Slice)))
            {
                if (upload.ReceivedAt >= before && over <= 0) break;
                due.Add(upload);
                over -= upload.Bytes ?? 0;
            }
            if (due.Count == 0) return;
            await database.WriteAsync(unit => due.ForEach(upload => LogUploads.FileRemoved(unit, upload)));
            foreach (var upload in due) shelf.Files.Remove(upload.ShelfName!);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RoundAsync();
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task RoundAsync()
    {
        try
        {
            await ForgetAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.TidyingFailed(failure);
        }
    }
}
