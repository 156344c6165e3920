using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ampwright.Bench.Load;

/// <summary>
/// The station's end of one WebSocket, as cheap as it can be, so that the generator is never what is measured: frames are masked with the key 0
/// (RFC 6455 §5.3 leaves the key to the client), pings are answered, and whatever comes is handed over on the thread that read it.
/// </summary>
internal sealed class GeneratorSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketAsyncEventArgs _reading = new();
    private readonly byte[] _in = new byte[1024];
    private readonly byte[] _out = new byte[1024];
    private byte[]? _long;
    private int _filled;

    /// <summary>Takes each message that comes, on the thread that read it.</summary>
    public required Action<ReadOnlyMemory<byte>> Received { get; init; }

    /// <summary>Called once when the other side is gone.</summary>
    public required Action Lost { get; init; }

    /// <exception cref="IOException">The server did not upgrade the connection.</exception>
    public async Task ConnectAsync(IPEndPoint server, string path, string? authorization)
    {
        await _socket.ConnectAsync(server);
        var request = $"GET {path} HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n"
            + (authorization is null ? "" : $"Authorization: Basic {authorization}\r\n") + "\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var got = 0;
        int end;
        while ((end = _in.AsSpan(0, got).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await _socket.ReceiveAsync(_in.AsMemory(got));
            if (read == 0) throw new IOException("The server closed the connection instead of upgrading it.");
            got += read;
        }
        if (!_in.AsSpan(0, 12).SequenceEqual("HTTP/1.1 101"u8)) throw new IOException($"The server answered: {Encoding.ASCII.GetString(_in, 0, end)}");
        _filled = got - end - 4;
        _in.AsSpan(end + 4, _filled).CopyTo(_in);
        _reading.Completed += (_, _) =>
        {
            if (Take()) Read();
        };
        if (TakeFrames()) Read();
    }

    /// <param name="message">At most 900 bytes.</param>
    public void Send(ReadOnlySpan<byte> message) => Send(0x81, message);

    public void Dispose()
    {
        _socket.Dispose();
        _reading.Dispose();
    }

    private void Send(byte head, ReadOnlySpan<byte> message)
    {
        _out[0] = head;
        var at = 2;
        if (message.Length < 126)
        {
            _out[1] = (byte)(0x80 | message.Length);
        }
        else
        {
            _out[1] = 0x80 | 126;
            _out[2] = (byte)(message.Length >> 8);
            _out[3] = (byte)message.Length;
            at = 4;
        }
        _out.AsSpan(at, 4).Clear();
        message.CopyTo(_out.AsSpan(at + 4));
        try
        {
            _socket.Send(_out.AsSpan(0, at + 4 + message.Length));
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Reading finds it out as well, and tells.
        }
    }

    private void Read()
    {
        try
        {
            do
            {
                _reading.SetBuffer((_long ?? _in).AsMemory(_filled));
                if (_socket.ReceiveAsync(_reading)) return;
            }
            while (Take());
        }
        catch (ObjectDisposedException)
        {
            // Closed by whoever owns it.
        }
    }

    private bool Take()
    {
        if (_reading.SocketError != SocketError.Success || _reading.BytesTransferred == 0)
        {
            if (_reading.SocketError != SocketError.OperationAborted) Lost();
            return false;
        }
        _filled += _reading.BytesTransferred;
        return TakeFrames();
    }

    private bool TakeFrames()
    {
        var buffer = _long ?? _in;
        var at = 0;
        while (_filled - at >= 2)
        {
            var length = buffer[at + 1] & 0x7F;
            var header = 2;
            if (length == 126)
            {
                if (_filled - at < 4) break;
                length = (buffer[at + 2] << 8) | buffer[at + 3];
                header = 4;
            }
            if (_filled - at < header + length)
            {
                if (header + length > buffer.Length) Grow(ref buffer, ref at, header + length);
                break;
            }
            var payload = buffer.AsMemory(at + header, length);
            switch (buffer[at] & 0x0F)
            {
                case 1: Received(payload); break;
                case 9: Send(0x8A, payload.Span); break;
                case 8:
                    Lost();
                    return false;
            }
            at += header + length;
        }
        _filled -= at;
        if (at > 0) buffer.AsSpan(at, _filled).CopyTo(buffer);
        return true;
    }

    private void Grow(ref byte[] buffer, ref int at, int need)
    {
        var larger = new byte[need + 1024];
        buffer.AsSpan(at, _filled - at).CopyTo(larger);
        _filled -= at;
        at = 0;
        buffer = _long = larger;
    }
}
