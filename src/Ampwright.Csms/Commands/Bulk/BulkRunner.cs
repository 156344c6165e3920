using System.Data.Common;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Commands.Bulk;

/// <summary>
/// Goes on with bulk commands that have a place free: after a restart, and where many stations refused at once. In between each end of a
/// command brings the next by itself (<see cref="BulkCommandEffect"/>).
/// </summary>
internal sealed class BulkRunner(Database database, TimeProvider time, ILogger<BulkRunner> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

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
            foreach (var bulk in await database.ReadAsync(BulkLife.Runnable)) await AdvanceAsync(bulk);
        }
        catch (Exception failure) when (failure is StorageException or DbException)
        {
            log.TidyingFailed(failure);
        }
    }

    /// <summary>One that stumbles over a defect does not keep the others waiting.</summary>
    private async Task AdvanceAsync(long bulk)
    {
        try
        {
            await database.WriteAsync(unit => BulkLife.Advance(unit, bulk));
        }
        catch (Exception defect) when (defect is not (StorageException or DbException))
        {
            log.TidyingFailed(defect);
        }
    }
}
