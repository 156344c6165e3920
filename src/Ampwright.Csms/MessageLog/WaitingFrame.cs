using System.Buffers;

namespace Ampwright.Csms.MessageLog;

/// <summary>A frame that waits to be stored: a copy of its bytes, in a pooled buffer.</summary>
internal sealed class WaitingFrame(MessageTrace trace, FrameDirection direction, DateTimeOffset at, ReadOnlySpan<byte> frame, int lostBefore)
{
    /// <summary>What a waiting frame takes besides its bytes, roughly.</summary>
    public const int Overhead = 160;

    private readonly byte[] _bytes = Copy(frame);
    private readonly int _length = frame.Length;

    public MessageTrace Trace { get; } = trace;

    public FrameDirection Direction { get; } = direction;

    public DateTimeOffset At { get; } = at;

    public int LostBefore { get; } = lostBefore;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public long Cost => _length + Overhead;

    /// <summary>Gives the buffer back; the bytes are not to be looked at afterwards.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(_bytes);

    private static byte[] Copy(ReadOnlySpan<byte> frame)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(frame.Length);
        frame.CopyTo(bytes);
        return bytes;
    }
}
