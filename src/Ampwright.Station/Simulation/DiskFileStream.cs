using Ampwright.Station.Journal;

namespace Ampwright.Station.Simulation;

/// <summary>A file of an <see cref="IJournalDisk"/> as a stream; <see cref="Flush()"/> makes it durable, disposing closes it.</summary>
internal sealed class DiskFileStream(IJournalFile file) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position { get; set; }

    public override void Flush() => file.Sync();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length) return 0;
        var length = file.ReadAt(Position, buffer);
        Position += length;
        return length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.WriteAt(Position, buffer);
        Position += buffer.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value)
    {
        file.Truncate(value);
        Position = Math.Min(Position, value);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
