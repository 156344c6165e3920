using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Reservations;

namespace Ampwright.Csms.Storage;

/// <summary>Lets commands, reservations, firmware updates and uploads expire.</summary>
internal sealed class Housekeeping(Database database, CommandSecrets secrets, ConnectionOptions options, TimeProvider time, ILogger<Housekeeping> log)
    : BackgroundService
{
    private static readonly TimeSpan CommandRound = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CommandRound, time);
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
            var now = time.GetUtcNow();
            // A look first: an idle program does not write.
            if (await database.ReadAsync(connection => CommandLife.AnyDue(connection, now, LongestAnswer)))
            {
                foreach (var command in await database.WriteAsync(unit => CommandLife.Expire(unit, LongestAnswer))) secrets.Forget(command);
            }
            if (await database.ReadAsync(connection => ReservationBook.AnyDue(connection, now))) await database.WriteAsync(ReservationBook.Expire);
            if (await database.ReadAsync(connection => FirmwareUpdates.AnyDue(connection, now))) await database.WriteAsync(FirmwareUpdates.Expire);
            if (await database.ReadAsync(connection => LogUploads.AnyDue(connection, now))) await database.WriteAsync(LogUploads.Expire);
        }
        catch (Exception failure) when (failure is StorageException or System.Data.Common.DbException)
        {
            log.TidyingFailed(failure);
        }
    }

    private TimeSpan LongestAnswer => options.CallTimeout + TimeSpan.FromMinutes(1);
}
