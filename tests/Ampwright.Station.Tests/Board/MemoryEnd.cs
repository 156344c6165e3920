using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Board;

/// <summary>
/// One end of a stream in memory. What is written waits until <see cref="Deliver"/> hands it to whoever reads here, in pieces of any
/// length, and comes back once that has taken it: what happens on the other side has happened then, on whatever thread.
/// </summary>
internal sealed class MemoryEnd(Random random) : Stream
{
    private readonly Lock _gate = new();
    private readonly Queue<byte> _arriving = new();
    private TaskCompletionSource? _reader;
    private bool _closed;

    public MemoryEnd? Other { get; set; }

    /// <summary>Changes what arrives here, a whole line at a time; null loses it.</summary>
    public Func<byte[], byte[]?>? Change { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Hands over what has been written to this end; false when nothing was.</summary>
    public bool Deliver()
    {
        var any = false;
        while (true)
        {
            TaskCompletionSource? reader;
            lock (_gate)
            {
                if (_closed || (_arriving.Count == 0 && any)) return any;
                if (_arriving.Count == 0) return false;
                reader = _reader;
                _reader = null;
            }

            any = true;
            reader?.SetResult();
            // It asks for more once it has taken this.
            Assert.True(SpinWait.SpinUntil(() => _closed || _reader is not null, Eventually.Deadline), "nobody reads the stream");
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wait = new TaskCompletionSource();
        lock (_gate)
        {
            if (_closed) return 0;
            _reader = wait;
        }

        await wait.Task.ConfigureAwait(false);
        lock (_gate)
        {
            var count = Math.Min(Math.Min(_arriving.Count, buffer.Length), 1 + random.Next(200));
            for (var at = 0; at < count; at++) buffer.Span[at] = _arriving.Dequeue();
            return count;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Other!.Change is not { } change) Other.Arrive(buffer.Span);
        else if (change(buffer.ToArray()) is { } changed) Other.Arrive(changed);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Both ends are gone.</summary>
    protected override void Dispose(bool disposing)
    {
        Close(this);
        if (Other is { } other) Close(other);
        base.Dispose(disposing);
    }

    /// <summary>Something arrives here, whoever sent it.</summary>
    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_closed) throw new IOException("The stream is closed.");
            foreach (var one in bytes) _arriving.Enqueue(one);
        }
    }

    private static void Close(MemoryEnd end)
    {
        TaskCompletionSource? reader;
        lock (end._gate)
        {
            end._closed = true;
            end._arriving.Clear();
            reader = end._reader;
            end._reader = null;
        }

        reader?.TrySetResult();
    }
}
