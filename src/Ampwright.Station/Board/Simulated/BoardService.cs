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
    /// <param name="board">The board as it is at the moment: one that starts anew is another one behind the same stream.</param>
    /// <exception cref="IOException">The stream failed.</exception>
    public static async Task ServeAsync(Func<ControllerBoard> board, Stream stream, CancellationToken stop)
    {
        var output = new LineOutput(stream);
        ControllerBoard? attached = null;
        var buffer = new byte[4096];
        try
        {
            do
            {
                if (board() == attached) continue;
                attached = board();
                attached.Attach(output);
            }
            while (await ReceiveAsync(board, output, stream, buffer, stop).ConfigureAwait(false));
        }
        finally
        {
            output.Close();
        }
    }

    private static async Task<bool> ReceiveAsync(Func<ControllerBoard> board, LineOutput output, Stream stream, byte[] buffer, CancellationToken stop)
    {
        var count = await stream.ReadAsync(buffer, stop).ConfigureAwait(false);
        if (count == 0) return false;
        board().Receive(output, buffer.AsSpan(0, count));
        board().Work();
        return true;
    }
}
