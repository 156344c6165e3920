using System.Net.Sockets;
using Ampwright.Station.Board.Host;

namespace Ampwright.Station.Board.Streams;

/// <summary>Keeps a stream to the board open: reads it for the link, and opens it anew a second after it has gone.</summary>
internal sealed class BoardConnection(BoardLink link, Func<CancellationToken, Task<Stream>> open, TimeProvider time)
{
    private static readonly TimeSpan Reopen = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var stream = await open(stop).ConfigureAwait(false);
                link.Detach(await ReadAsync(stream, stop).ConfigureAwait(false));
            }
            catch (Exception failure) when (IsOfTheStream(failure))
            {
                link.Report(failure.Message);
            }

            if (stop.IsCancellationRequested) return;
            try
            {
                await Task.Delay(Reopen, time, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // Until the stream ends; returns why.
    private async Task<string> ReadAsync(Stream stream, CancellationToken stop)
    {
        link.Attach(new LineOutput(stream), stream.Dispose);
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is > 0 and var count) link.Receive(buffer.AsSpan(0, count));
            return "the controller board's device or connection has gone";
        }
        catch (Exception failure) when (IsOfTheStream(failure))
        {
            return $"the controller board has gone: {failure.Message}";
        }
    }

    private static bool IsOfTheStream(Exception failure) =>
        failure is IOException or SocketException or UnauthorizedAccessException or ObjectDisposedException or OperationCanceledException;
}
