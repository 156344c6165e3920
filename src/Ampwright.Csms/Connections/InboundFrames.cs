using System.Net.WebSockets;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Follows the headers of the WebSocket frames (RFC 6455 §5.2) in the bytes that pass, because the platform takes what no station sends:
/// pings without end, messages in fragments without end, lengths written longer than they need be. Payloads are stepped over, not read.
/// </summary>
internal sealed class InboundFrames(ConnectionOptions options, TimeProvider time)
{
    private const int LongestHeader = 14;
    private readonly TokenBucket _control = new(options.ControlFramesPerSecond, options.ControlFramesAtOnce, time);
    private readonly TokenBucket _data = new(options.DataFramesPerSecond, options.DataFramesAtOnce, time);
    private HeaderBytes _header;
    private int _headerLength;
    private ulong _payloadLeft;
    private int _fragments;

    /// <summary>Takes bytes as they came.</summary>
    /// <param name="bytes">The next bytes of the stream, cut anywhere.</param>
    /// <param name="wait">How long reading has to pause, because more frames came than the connection may send.</param>
    /// <returns>Why the connection is to end; null when all is well.</returns>
    public FrameFault? Take(ReadOnlySpan<byte> bytes, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        while (true)
        {
            var skipped = (int)Math.Min(_payloadLeft, (ulong)bytes.Length);
            _payloadLeft -= (ulong)skipped;
            bytes = bytes[skipped..];
            if (bytes.IsEmpty) return null;

            _header[_headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headerLength < 2 || _headerLength < HeaderLength()) continue;
            var fault = Judge(ref wait);
            _headerLength = 0;
            if (fault is not null) return fault;
        }
    }

    private int HeaderLength() => 2 + LengthBytes() + ((_header[1] & 0x80) != 0 ? 4 : 0);

    private int LengthBytes() => (_header[1] & 0x7F) switch
    {
        126 => 2,
        127 => 8,
        _ => 0,
    };

    private FrameFault? Judge(ref TimeSpan wait)
    {
        ulong length = 0;
        for (var i = 0; i < LengthBytes(); i++) length = (length << 8) | _header[2 + i];
        var least = (_header[1] & 0x7F) switch
        {
            126 => 126UL,
            127 => 65536UL,
            _ => 0UL,
        };
        if (least == 0) length = (ulong)(_header[1] & 0x7F);
        // RFC 6455 §5.2: "the minimal number of bytes MUST be used to encode the length", and the highest bit is 0.
        if (length < least || length > long.MaxValue) return new FrameFault(WebSocketCloseStatus.ProtocolError, "a frame's length is not written in the least number of bytes");
        _payloadLeft = length;

        var isControl = (_header[0] & 0x08) != 0;
        var isFinal = (_header[0] & 0x80) != 0;
        if (isControl)
        {
            return _control.Take() > TimeSpan.Zero
                ? new FrameFault(WebSocketCloseStatus.PolicyViolation, $"more than {options.ControlFramesAtOnce} pings and pongs at once, or {options.ControlFramesPerSecond:0} a second")
                : null;
        }

        // Data is held back, not refused: a long queue from offline days, in small fragments, is wanted.
        var due = _data.Take();
        if (due > wait) wait = due;
        _fragments = isFinal ? 0 : _fragments + 1;
        return _fragments > options.FragmentsOfMessage
            ? new FrameFault(WebSocketCloseStatus.PolicyViolation, $"a message in more than {options.FragmentsOfMessage} fragments")
            : null;
    }

    [System.Runtime.CompilerServices.InlineArray(LongestHeader)]
    private struct HeaderBytes
    {
        private byte _first;
    }
}
