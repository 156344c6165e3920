using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ampwright.TestKit.Wire;

/// <summary>Takes one direction of a WebSocket connection apart without changing a byte of it (RFC 6455 §5.2).</summary>
internal sealed class WebSocketFrames(Stream source)
{
    private const int MostHeadBytes = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _raw = new();
    private readonly ArrayBufferWriter<byte> _message = new();

    /// <summary>The HTTP head, up to and with its empty line; null when the connection ended first.</summary>
    public async Task<byte[]?> ReadHeadAsync()
    {
        var head = new ArrayBufferWriter<byte>();
        var one = new byte[1];
        while (head.WrittenCount < MostHeadBytes)
        {
            if (await source.ReadAsync(one) == 0) return null;
            head.Write(one);
            if (one[0] == '\n' && head.WrittenSpan.EndsWith("\r\n\r\n"u8)) return head.WrittenSpan.ToArray();
        }

        throw new InvalidDataException($"No end of the HTTP head: {Encoding.Latin1.GetString(head.WrittenSpan[..200])}");
    }

    /// <summary>The next whole message with all its frames, or one control frame; null at the end of the connection.</summary>
    public async Task<(byte[] Raw, byte[]? Text)?> ReadAsync()
    {
        _raw.ResetWrittenCount();
        _message.ResetWrittenCount();
        var header = new byte[14];
        while (true)
        {
            // A control frame between the fragments of a message would go out of turn here; OCPP messages are not fragmented in practice.
            var length = await source.ReadAtLeastAsync(header.AsMemory(0, 2), 2, throwOnEndOfStream: false);
            if (length < 2) return null;
            var announced = header[1] & 0x7f;
            var masked = (header[1] & 0x80) != 0;
            var extra = (announced == 126 ? 2 : announced == 127 ? 8 : 0) + (masked ? 4 : 0);
            await source.ReadExactlyAsync(header.AsMemory(2, extra));
            var size = announced switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
                127 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(2))),
                _ => announced,
            };
            var payload = new byte[size];
            await source.ReadExactlyAsync(payload);
            _raw.Write(header.AsSpan(0, 2 + extra));
            _raw.Write(payload);
            if (masked)
            {
                for (var i = 0; i < payload.Length; i++) payload[i] ^= header[2 + extra - 4 + i % 4];
            }

            var isControl = (header[0] & 0x08) != 0;
            if (!isControl) _message.Write(payload);
            if (isControl || (header[0] & 0x80) != 0) return (_raw.WrittenSpan.ToArray(), isControl ? null : _message.WrittenSpan.ToArray());
        }
    }
}
