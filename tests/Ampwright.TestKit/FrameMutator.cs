using System.Collections.Immutable;
using System.Text;

namespace Ampwright.TestKit;

/// <summary>Breaks frames: bytes flipped, cut, put in, moved, spliced, and what is known to hurt parsers put where a value or a name stands.</summary>
public sealed class FrameMutator(Random random, IReadOnlyList<byte[]> others)
{
    private static readonly ImmutableArray<byte[]> Hurtful =
    [
        .. new[]
        {
            "\\ud800", "\\udc00\\ud800", "\\uD83D", "\\ud83d\\ude00", "\\u0000", "\\u", "\\u12", "\\", "\0", "\u001f", "\uFEFF", "\u2028", "/*", "//", "'", "NaN", "-", "-0", "1.", ".5", "1e5", "1e400", "-1e-400",
            "2147483648", "99999999999999999999999999999999999999", "0.1000000000000000000000000000000000001", "1e99999999999", "null", "true", "\"\"", "{}", "[]", "[[", "{\"a\":", ",,", ":", "\"", "\"\\ud800\":1,",
            "\"idTag\":\"a\",", "\"IDTAG\":\"a\",", "\"x\":{\"\\ud800\":1,\"a\":1,\"a\":2},", "\"status\":\"\\u0041ccepted\",", "\"unit\":\"\\ud800\",", "0000-00-00T00:00:00Z", "9999-12-31T23:59:60-23:59",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80],
        Encoding.UTF8.GetBytes(new string('[', 80)), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 20))),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 20)) + "1" + new string('}', 20)),
        Encoding.UTF8.GetBytes(new string('[', 14) + new string(']', 14)), Encoding.UTF8.GetBytes(new string('9', 500)), Encoding.UTF8.GetBytes("\"" + new string('x', 600) + "\""),
    ];

    private byte[] _buffer = new byte[16_384];
    private int _length;

    public byte[] Mutate(byte[] frame)
    {
        Put(frame);
        var times = random.Next(3) > 0 ? 1 : 1 + random.Next(4);
        for (var i = 0; i < times; i++) MutateOnce();
        return _buffer[.._length];
    }

    private void MutateOnce()
    {
        switch (random.Next(12))
        {
            case 0 when _length > 0:
                _buffer[random.Next(_length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when _length > 0:
                _length = random.Next(_length);
                break;
            case 2:
                Insert(random.Next(_length + 1), [(byte)random.Next(256)]);
                break;
            case 3 when _length > 1:
                var from = random.Next(_length);
                Replace(from, Math.Min(random.Next(1, 9), _length - from), []);
                break;
            case 4:
                var other = others[random.Next(others.Count)];
                var cut = random.Next(_length + 1);
                Replace(cut, _length - cut, other.AsSpan(random.Next(other.Length)));
                break;
            case 5 when _length > 8:
                var start = random.Next(_length - 8);
                Insert(random.Next(_length), _buffer.AsSpan(start, random.Next(1, Math.Min(200, _length - start))).ToArray());
                break;
            case 6 or 7:
                // In place of a value: from a colon to the next comma or bracket.
                var colon = Find(":"u8);
                if (colon < 0) break;
                var end = _buffer.AsSpan(colon + 1, _length - colon - 1).IndexOfAny(",}]"u8);
                if (end >= 0) Replace(colon + 1, end, Any());
                break;
            case 8 or 9:
                // Inside a string, or behind it.
                var quote = Find("\""u8);
                if (quote >= 0) Insert(quote + 1, Any());
                break;
            case 10:
                // In front of a field.
                var brace = Find("{,"u8);
                if (brace >= 0) Insert(brace + 1, Any());
                break;
            default:
                if (_length > 0) _buffer[random.Next(_length)] = (byte)"0129aZ\"\\{}[]:,.-+eE \t\n"[random.Next(22)];
                break;
        }
    }

    private byte[] Any() => Hurtful[random.Next(Hurtful.Length)];

    /// <summary>One of the places where one of the bytes stands, or -1.</summary>
    private int Find(ReadOnlySpan<byte> any)
    {
        if (_length == 0) return -1;
        var start = random.Next(_length);
        var found = _buffer.AsSpan(start, _length - start).IndexOfAny(any);
        return found >= 0 ? start + found : _buffer.AsSpan(0, start).IndexOfAny(any);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(_buffer);
        _length = bytes.Length;
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes) => Replace(at, 0, bytes);

    private void Replace(int at, int count, ReadOnlySpan<byte> bytes)
    {
        Grow(_length - count + bytes.Length);
        _buffer.AsSpan(at + count, _length - at - count).CopyTo(_buffer.AsSpan(at + bytes.Length));
        bytes.CopyTo(_buffer.AsSpan(at));
        _length += bytes.Length - count;
    }

    private void Grow(int length)
    {
        if (length > _buffer.Length) Array.Resize(ref _buffer, length * 2);
    }
}
