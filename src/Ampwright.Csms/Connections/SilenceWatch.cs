using Ampwright.Csms.Stations;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Finds dead peers: a half-open connection says nothing, for ever. A station that is pinged must have sent something within
/// <see cref="ConnectionOptions.MaxSilence"/>; one that never pongs within three heartbeat intervals (digest §2.4, trap 13).
/// </summary>
internal static class SilenceWatch
{
    public static async Task RunAsync(
        StationConnection connection, ConnectionOptions options, TimeProvider time, ILogger log, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(options.SilenceCheck, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var silence = connection.Bytes.Silence;
                if (silence <= Limit(connection.Station, options)) continue;
                log.StationSilent(connection.Lease.Identity, silence.TotalSeconds);
                connection.Peer.Abort();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private static TimeSpan Limit(StationRecord station, ConnectionOptions options) =>
        station.NoPong ? TimeSpan.FromSeconds(3.0 * station.HeartbeatSeconds) : options.MaxSilence;
}
