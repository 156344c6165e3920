using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Ampwright.Csms.MessageLog;

/// <summary>
/// Where frames wait to be stored. Offering one costs a copy and never waits: when too many bytes wait already, the frame is dropped
/// and counted, and the next one stored of its connection says how many are missing before it.
/// </summary>
internal sealed class FrameQueue(MessageLogSwitch settings, MessageLogOptions options, TimeProvider time)
{
    private readonly Channel<WaitingFrame> _waiting = Channel.CreateUnbounded<WaitingFrame>(new UnboundedChannelOptions { SingleReader = true });
    private long _bytes;
    private long _dropped;

    /// <summary>Frames lost to pressure since the program started.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Bytes that wait to be stored.</summary>
    public long WaitingBytes => Interlocked.Read(ref _bytes);

    public void Offer(MessageTrace trace, FrameDirection direction, ReadOnlySpan<byte> frame)
    {
        if (!settings.Takes(trace.StationId)) return;
        long cost = frame.Length + WaitingFrame.Overhead;
        if (Interlocked.Add(ref _bytes, cost) > options.WaitingBytes)
        {
            Interlocked.Add(ref _bytes, -cost);
            trace.CountLost(1);
            CountDropped(1);
            return;
        }
        var waiting = new WaitingFrame(trace, direction, time.GetUtcNow(), frame, trace.TakeLost());
        if (_waiting.Writer.TryWrite(waiting)) return;
        // The program ends.
        Done(waiting);
        CountDropped(1);
    }

    /// <returns>False once the queue is closed and empty.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancel = default) => _waiting.Reader.WaitToReadAsync(cancel);

    public bool TryTake([MaybeNullWhen(false)] out WaitingFrame frame) => _waiting.Reader.TryRead(out frame);

    /// <summary>The frame is stored or given up: its bytes no longer count.</summary>
    public void Done(WaitingFrame frame)
    {
        Interlocked.Add(ref _bytes, -frame.Cost);
        frame.Release();
    }

    public void CountDropped(int frames) => Interlocked.Add(ref _dropped, frames);

    /// <summary>Takes no more; what waits can still be taken out.</summary>
    public void Close() => _waiting.Writer.TryComplete();
}
