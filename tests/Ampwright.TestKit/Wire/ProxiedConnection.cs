using System.Net.Sockets;

namespace Ampwright.TestKit.Wire;

/// <summary>One connection through the proxy: two sockets and a pump for each direction.</summary>
internal sealed class ProxiedConnection(RecordingProxy proxy, int number, Socket station, Socket csms)
{
    public void Cut()
    {
        RecordingProxy.Abort(station);
        RecordingProxy.Abort(csms);
    }

    /// <summary>Runs until either side ends or it is cut.</summary>
    public async Task RunAsync()
    {
        await using var stationStream = new NetworkStream(station, ownsSocket: true);
        await using var csmsStream = new NetworkStream(csms, ownsSocket: true);
        var up = PumpAsync(Side.Station, stationStream, csmsStream);
        var down = PumpAsync(Side.Csms, csmsStream, stationStream);
        await Task.WhenAny(up, down);

        // What the other direction still has under way gets through; after that there is nobody to talk to.
        var both = Task.WhenAll(up, down);
        try
        {
            await both.WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Cut();
            await both;
        }
    }

    private async Task PumpAsync(Side from, NetworkStream source, NetworkStream target)
    {
        try
        {
            // Not disposed here: that would close the socket under the other direction, which may still have something to deliver.
            var frames = new WebSocketFrames(new BufferedStream(source, 16 * 1024));
            if (await frames.ReadHeadAsync() is not { } head) return;
            await proxy.Passage;
            await target.WriteAsync(head);
            var upgraded = from == Side.Station || head.AsSpan().StartsWith("HTTP/1.1 101"u8);
            if (!upgraded) return;
            while (await frames.ReadAsync() is { } next)
            {
                await proxy.Passage;
                var fate = next.Text is null ? Fate.Forwarded : proxy.Record(number, from, next.Text);
                if (fate == Fate.Forwarded) await target.WriteAsync(next.Raw);
                if (fate != Fate.Cut) continue;
                Cut();
                return;
            }

            target.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException or EndOfStreamException or InvalidDataException)
        {
            // The connection ended; what it carried is in the log.
        }
    }
}
