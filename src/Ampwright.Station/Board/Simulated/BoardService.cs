using Ampwright.Station.Board.Streams;

namespace Ampwright.Station.Board.Simulated;

/// <summary>Serves a controller board over streams in real time: one host after the other.</summary>
public static class BoardService
{
    /// <summary>Has a board tell what its hardware does, until that loses its power.</summary>
    public static async Task WatchAsync(ControllerBoard board, CancellationToken stop)
    {
        board.HasWork = board.Work;
        while (await board.WaitForEventsAsync(stop).ConfigureAwait(false)) board.Work();
    }

    /// <summary>Talks over one stream until it ends. Several may be served at one time; the newest is answered.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public static async Task ServeAsync(ControllerBoard board, Stream stream, CancellationToken stop)
    {
        var output = new LineOutput(stream);
        board.Attach(output);
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is > 0 and var count)
            {
                board.Receive(buffer.AsSpan(0, count));
                board.Work();
            }
        }
        finally
        {
            output.Close();
        }
    }
}
