namespace Ampwright.Station.Journal;

/// <summary>One file of an <see cref="IJournalDisk"/>. Offsets and lengths in bytes.</summary>
public interface IJournalFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads as much as there is into <paramref name="into"/>; returns how much.</summary>
    int ReadAt(long offset, Span<byte> into);

    /// <summary>Writes all of <paramref name="bytes"/> or throws; after a throw any part of them may have been written.</summary>
    void WriteAt(long offset, ReadOnlySpan<byte> bytes);

    void Truncate(long length);

    /// <summary>Makes all earlier writes durable. After a throw none of them is sure, and a second call proves nothing.</summary>
    void Sync();
}
