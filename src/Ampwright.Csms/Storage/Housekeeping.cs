using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Reservations;
using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>Lets commands, reservations, firmware updates and uploads expire; while the store takes nothing, tries whether it does again.</summary>
internal sealed class Housekeeping(Database database, CommandSecrets secrets, ConnectionOptions options, TimeProvider time, ILogger<Housekeeping> log)
    : BackgroundService
{
    private static readonly TimeSpan CommandRound = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _last = (time.GetUtcNow(), time.GetTimestamp());
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

    private static readonly TimeSpan LeastJump = TimeSpan.FromSeconds(10);
    private bool _failed;
    private (DateTimeOffset Wall, long Mark) _last;
    private long? _jumpedAt;

    private async Task RoundAsync()
    {
        try
        {
            if (database.Refusal is not null) await database.WriteAsync(Probe);
            var now = time.GetUtcNow();
            // A look first: an idle program does not write.
            var longest = LongestAnswerBy(now);
            if (await database.ReadAsync(connection => CommandLife.AnyDue(connection, now, longest)))
            {
                foreach (var command in await database.WriteAsync(unit => CommandLife.Expire(unit, longest))) secrets.Forget(command);
            }
            if (await database.ReadAsync(connection => ReservationBook.AnyDue(connection, now))) await database.WriteAsync(ReservationBook.Expire);
            if (await database.ReadAsync(connection => FirmwareUpdates.AnyDue(connection, now))) await database.WriteAsync(FirmwareUpdates.Expire);
            if (await database.ReadAsync(connection => LogUploads.AnyDue(connection, now))) await database.WriteAsync(LogUploads.Expire);
            _failed = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Told once, not every second of an hour without the database.
            if (!_failed && database.Refusal is null) log.TidyingFailed(failure);
            _failed = true;
        }
    }

    private static void Probe(WriteUnit unit) =>
        unit.Connection.Execute("INSERT INTO counters (name, value) VALUES ('store_probe', 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1");

    /// <summary>
    /// How far back by the wall clock a command was sent whose answer must have come. A clock that was just set says nothing of how long a station
    /// has had: whoever waits for the answer counts by another, and for that long nothing is ended here.
    /// </summary>
    private TimeSpan LongestAnswerBy(DateTimeOffset now)
    {
        var mark = time.GetTimestamp();
        if ((now - _last.Wall - time.GetElapsedTime(_last.Mark, mark)).Duration() > LeastJump) _jumpedAt = mark;
        _last = (now, mark);
        if (_jumpedAt is { } jumped && time.GetElapsedTime(jumped, mark) > LongestAnswer) _jumpedAt = null;
        return _jumpedAt is null ? LongestAnswer : now - DateTimeOffset.UnixEpoch;
    }

    private TimeSpan LongestAnswer => options.CallTimeout + TimeSpan.FromMinutes(1);
}
