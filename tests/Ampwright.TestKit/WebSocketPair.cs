using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Ampwright.TestKit;

/// <summary>Two real WebSockets joined in memory: frames, masks and close handshakes as on a wire, without a wire.</summary>
public sealed record WebSocketPair(WebSocket Client, WebSocket Server) : IDisposable
{
    public static WebSocketPair Create(string subProtocol = "ocpp1.6")
    {
        var up = new Pipe();
        var down = new Pipe();
        var client = WebSocket.CreateFromStream(new DuplexStream(down.Reader, up.Writer), new WebSocketCreationOptions { IsServer = false, SubProtocol = subProtocol });
        var server = WebSocket.CreateFromStream(new DuplexStream(up.Reader, down.Writer), new WebSocketCreationOptions { IsServer = true, SubProtocol = subProtocol });
        return new WebSocketPair(client, server);
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private sealed class DuplexStream(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly Stream _read = reader.AsStream();
        private readonly Stream _write = writer.AsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _read.ReadAsync(buffer, cancellationToken);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _write.WriteAsync(buffer, cancellationToken);
            await _write.FlushAsync(cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => _write.FlushAsync(cancellationToken);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                // The other side sees the end of the stream, as after a reset; our own pending read ends too.
                reader.CancelPendingRead();
                reader.Complete();
                writer.Complete();
            }

            base.Dispose(disposing);
        }
    }
}
