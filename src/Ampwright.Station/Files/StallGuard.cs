namespace Ampwright.Station.Files;

/// <summary>Ends an attempt on which nothing happens any more. Every sign of life sets it back.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _stalled = new();
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _either;

    public StallGuard(TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        _patience = patience;
        _timer = time.CreateTimer(static guard => ((StallGuard)guard!).Stall(), this, patience, Timeout.InfiniteTimeSpan);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, cancel);
    }

    public CancellationToken Token => _either.Token;

    public void Alive() => _timer.Change(_patience, Timeout.InfiniteTimeSpan);

    /// <summary>Copies to the end; every piece is a sign of life.</summary>
    /// <param name="written">Called after each piece; null = nobody is.</param>
    /// <exception cref="TransferException">It is longer than <paramref name="most"/>.</exception>
    public async Task CopyAsync(Stream from, Stream to, long most, Func<Stream, CancellationToken, Task>? written = null)
    {
        var buffer = new byte[64 * 1024];
        for (long total = 0; await from.ReadAsync(buffer, Token).ConfigureAwait(false) is > 0 and var length;)
        {
            Alive();
            total += length;
            if (total > most) throw new TransferException(TransferFault.TooLarge, $"the file is longer than {most} bytes");
            await to.WriteAsync(buffer.AsMemory(0, length), Token).ConfigureAwait(false);
            if (written is not null) await written(to, Token).ConfigureAwait(false);
            Alive();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _either.Dispose();
        _stalled.Dispose();
    }

    private void Stall()
    {
        try
        {
            _stalled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended at the same moment.
        }
    }
}
