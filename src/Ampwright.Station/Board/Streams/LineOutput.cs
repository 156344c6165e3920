using Ampwright.Station.Board.Lines;

namespace Ampwright.Station.Board.Streams;

/// <summary>
/// What goes out over one stream: whoever sends never waits, and what does not leave in time is dropped rather than kept. Safe from any
/// thread.
/// </summary>
internal sealed class LineOutput(Stream stream)
{
    /// <summary>Lines that may wait; at 115200 baud they take about three seconds.</summary>
    public const int MostWaiting = 256;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _waiting = new();
    private bool _writing;
    private bool _closed;

    /// <returns>False when the stream is gone or too much waits.</returns>
    public bool TrySend(BoardLine line) => TrySend(line.ToBytes());

    /// <summary>Sends bytes as they are: lines with their line feed.</summary>
    public bool TrySend(byte[] bytes)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= MostWaiting) return false;
            _waiting.Enqueue(bytes);
            if (_writing) return true;
            _writing = true;
        }

        _ = DrainAsync();
        return true;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
        }
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            byte[] next;
            lock (_gate)
            {
                if (_closed || !_waiting.TryDequeue(out next!))
                {
                    _writing = false;
                    return;
                }
            }

            try
            {
                await stream.WriteAsync(next).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
            {
                Close(); // Whoever reads the stream sees its end.
            }
        }
    }
}
