namespace Ampwright.Csms.TransportSecurity;

/// <summary>Looks every few seconds whether certificates were renewed, a watch that misses nothing on any file system, and which come to their end.</summary>
internal sealed class TlsFileWatch(TlsFiles files, CsmsMetrics metrics, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Watch("ampwright_certificate_days_left", "Days until a certificate ends, by file", "file", () => files.DaysLeft);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                files.Refresh();
                files.WarnOfEnds();
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
