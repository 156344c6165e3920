using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Ampwright.Csms.Tests.Connections;

/// <summary>A station down to the bytes of its WebSocket frames, which no library would send this way.</summary>
internal sealed class BareSocket : IAsyncDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private NetworkStream _stream = null!;

    /// <summary>The head of the answer to the handshake.</summary>
    public string Head { get; private set; } = "";

    public static async Task<BareSocket> ConnectAsync(Uri csms, string identity = "CP1", string offered = "ocpp1.6")
    {
        var bare = new BareSocket();
        await bare._client.ConnectAsync(csms.Host, csms.Port);
        bare._stream = bare._client.GetStream();
        await bare.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /ocpp/{identity} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {offered}\r\n"
            + $"Authorization: {RawStation.Basic(identity, RunningCsms.Password)}\r\n\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await bare.ReadAsync(1))[0]);
        bare.Head = head.ToString();
        return bare;
    }

    /// <summary>A masked frame. <paramref name="lengthBytes"/> is how its length is written: 0, 2 or 8 bytes; null = the least.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true, int? lengthBytes = null, ulong? announced = null)
    {
        var length = announced ?? (ulong)payload.Length;
        var form = lengthBytes ?? (length < 126 ? 0 : length < 65536 ? 2 : 8);
        var bytes = new List<byte> { (byte)((isFinal ? 0x80 : 0) | opcode), (byte)(0x80 | (form == 0 ? (int)length : form == 2 ? 126 : 127)) };
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(eight, length);
        bytes.AddRange(eight[(8 - form)..]);
        bytes.AddRange([0, 0, 0, 0]); // a mask of zeros leaves the payload as it is
        bytes.AddRange(payload);
        return [.. bytes];
    }

    public static byte[] Text(string text, bool isFinal = true, int opcode = 1) => Frame(opcode, Encoding.UTF8.GetBytes(text), isFinal);

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Sends what the other side may cease to read: whether it still took it.</summary>
    public async Task<bool> TrySendAsync(byte[] bytes)
    {
        try
        {
            await SendAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The next frame that is no ping or pong: its text, "closed" and the status, or "gone" when the line ended without one.</summary>
    public async Task<string> NextAsync()
    {
        try
        {
            while (true)
            {
                var head = await ReadAsync(2);
                var length = head[1] switch
                {
                    126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
                    127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8)),
                    var small => small,
                };
                var payload = await ReadAsync(length);
                switch (head[0] & 0x0F)
                {
                    case 8:
                        return $"closed {BinaryPrimitives.ReadUInt16BigEndian(payload)} {Encoding.UTF8.GetString(payload[2..])}";
                    case 9 or 10:
                        continue;
                    default:
                        return Encoding.UTF8.GetString(payload);
                }
            }
        }
        catch (IOException)
        {
            return "gone";
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes, deadline.Token);
        return bytes;
    }
}
