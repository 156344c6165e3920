using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ampwright.Station.Board.Streams;

/// <summary>A raw terminal as a stream: it can be closed while somebody reads, which a file of .NET over a device cannot.</summary>
internal sealed class TerminalStream(SafeFileHandle handle) : Stream
{
    // How long a closed stream may still hold its device.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private volatile bool _closed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>0 when the device has gone or the stream was closed.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => ReadWhenThere(buffer.Span, cancellationToken), cancellationToken));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = WriteSome(buffer.Span);
        if (written < buffer.Length) await Task.Run(() => WriteRest(buffer.Span[written..], cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadWhenThere(buffer.AsSpan(offset, count), CancellationToken.None);

    public override void Write(byte[] buffer, int offset, int count) => WriteRest(buffer.AsSpan(offset, count), CancellationToken.None);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed = true;
        handle.Dispose();
        base.Dispose(disposing);
    }

    private int ReadWhenThere(Span<byte> buffer, CancellationToken cancel)
    {
        try
        {
            while (!_closed && !cancel.IsCancellationRequested)
            {
                if (!TerminalDevice.Wait(handle, TerminalDevice.PollIn, Look)) continue;
                var count = TerminalDevice.Read(handle, buffer, buffer.Length);
                if (count >= 0) return (int)count;
                if (Marshal.GetLastPInvokeError() is not (TerminalDevice.TryAgain or TerminalDevice.Interrupted)) return 0;
            }
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }

        return 0;
    }

    private void WriteRest(ReadOnlySpan<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
        {
            if (_closed || cancel.IsCancellationRequested) throw new IOException("The device was closed.");
            if (TerminalDevice.Wait(handle, TerminalDevice.PollOut, Look)) bytes = bytes[WriteSome(bytes)..];
        }
    }

    private int WriteSome(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var count = TerminalDevice.Write(handle, bytes, bytes.Length);
        if (count >= 0) return (int)count;
        return Marshal.GetLastPInvokeError() is TerminalDevice.TryAgain or TerminalDevice.Interrupted ? 0 : throw new IOException("The device has gone.");
    }
}
