namespace Ampwright.Csms.Connections;

/// <summary>
/// The bytes under a WebSocket, and when the last of them came. The platform's own keep-alive counts only pongs and ends the connection
/// of a station that sends data and never pongs; here any frame is a sign of life (OCPP 1.6 ed. 2 §4.6, digest trap 13). What breaks the
/// limits of <see cref="InboundFrames"/> is not passed on.
/// </summary>
internal sealed class LifeSignStream(Stream inner, InboundFrames frames, TimeProvider time) : Stream
{
    private readonly CancellationTokenSource _disposed = new();
    private readonly TaskCompletionSource<FrameFault> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastRead = time.GetTimestamp();
    private TimeSpan _pause;

    /// <summary>Completes when a frame came for which the connection has to end; nothing more is read then.</summary>
    public Task<FrameFault> Faulted => _faulted.Task;

    /// <summary>How long nothing has come.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _lastRead));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_pause > TimeSpan.Zero) await Task.Delay(_pause, time, _disposed.Token);
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read > 0) Interlocked.Exchange(ref _lastRead, time.GetTimestamp());
        if (frames.Take(buffer.Span[..read], out _pause) is not { } fault) return read;
        // Whoever watches says goodbye and ends the connection, which disposes this stream.
        _faulted.TrySetResult(fault);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, _disposed.Token);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is read asynchronously.");

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is written asynchronously.");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _disposed.Cancel();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
