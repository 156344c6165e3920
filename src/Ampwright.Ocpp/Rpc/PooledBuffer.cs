using System.Buffers;

namespace Ampwright.Ocpp.Rpc;

/// <summary>A growing buffer from the shared pool; returned there when disposed, exactly once.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private readonly InboundBudget.Account? _account;
    private byte[] _bytes;

    /// <param name="size">Room at first, in bytes.</param>
    /// <param name="account">What the buffer's size is counted on; null counts it nowhere.</param>
    public PooledBuffer(int size = 512, InboundBudget.Account? account = null)
    {
        _account = account;
        _bytes = Rent(size);
    }

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Reset() => Length = 0;

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        Length = 0;
        Return(bytes);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count) return;
        var larger = Rent(Math.Max(Length + count, _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }

    private byte[] Rent(int size)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        _account?.Take(bytes.Length);
        return bytes;
    }

    private void Return(byte[] bytes)
    {
        if (bytes.Length == 0) return;
        _account?.Give(bytes.Length);
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
