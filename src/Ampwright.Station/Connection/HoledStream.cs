namespace Ampwright.Station.Connection;

/// <summary>A connection through a <see cref="BlackHole"/>.</summary>
internal sealed class HoledStream(Stream inner, BlackHole hole) : Stream
{
    private readonly CancellationTokenSource _disposed = new();
    private volatile bool _dead;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool Swallows => _dead = _dead || hole.IsOpen;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A connection that was given up while the hole is open stays open, and so would what waits on it.
        using var either = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token) : null;
        var ends = either?.Token ?? _disposed.Token;
        if (buffer.IsEmpty) return await inner.ReadAsync(buffer, ends).ConfigureAwait(false);
        while (true)
        {
            int got;
            try
            {
                got = await inner.ReadAsync(buffer, ends).ConfigureAwait(false);
            }
            catch (IOException) when (!_disposed.IsCancellationRequested && Swallows)
            {
                got = 0;
            }
            if (!Swallows) return got;
            if (got > 0) continue;

            // The end of the connection vanishes as well.
            await new TaskCompletionSource().Task.WaitAsync(ends).ConfigureAwait(false);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Swallows ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed.IsCancellationRequested)
        {
            _disposed.Cancel();
            if (!hole.Forgets(inner)) inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
