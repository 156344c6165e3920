namespace Ampwright.Csms.TransportSecurity;

/// <summary>Looks every few seconds whether certificates were renewed: a watch that misses nothing on any file system.</summary>
internal sealed class TlsFileWatch(TlsFiles files, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) files.Refresh();
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
