using System.Globalization;
using System.Text;
using Ampwright.Station.Journal;

namespace Ampwright.Station.Board.Lines;

/// <summary>
/// One line of the board protocol (docs/board.md, "Lines"):
/// <code>
/// 17 permit c=1 on=1 by=10000*5E0C2A41 LF
/// ── ────── ───────────────── ────────
/// number verb fields          CRC-32C of everything before the star
/// </code>
/// </summary>
internal sealed class BoardLine
{
    /// <summary>Bytes, the line feed included.</summary>
    public const int Longest = 512;

    /// <summary>Bytes of one text as it is written; a longer one is cut at a whole character.</summary>
    public const int LongestText = 120;

    public const int MostFields = 24;
    private const int CrcDigits = 8;
    private readonly List<KeyValuePair<string, string>> _fields = [];

    public BoardLine(string verb) => Verb = verb;

    private BoardLine(uint number, string verb) => (Number, Verb) = (number, verb);

    /// <summary>Counts the lines of one side from 1, goes on at 1 after 4294967295; 0 = not given yet.</summary>
    public uint Number { get; set; }

    public string Verb { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>The value of a field; null = it is not there.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _fields)
                if (key == name) return value;
            return null;
        }
    }

    public static uint Next(uint number) => number == uint.MaxValue ? 1 : number + 1;

    public BoardLine With(string name, string value)
    {
        _fields.Add(new(name, value));
        return this;
    }

    public BoardLine With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    public BoardLine With(string name, bool value) => With(name, value ? "1" : "0");

    /// <summary>A text for people, cut to what a line takes; null is left out.</summary>
    public BoardLine WithText(string name, string? text) => text is null ? this : With(name, Cut(text));

    /// <summary>The line as it travels, its line feed included.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Number} {Verb}");
        foreach (var (name, value) in _fields) text.Append(' ').Append(name).Append('=').Append(Escape(value));
        var body = Encoding.ASCII.GetBytes(text.ToString());
        if (body.Length + CrcDigits + 2 > Longest) throw new InvalidOperationException($"A {Verb} line of {body.Length} bytes is too long.");
        return [.. body, .. Encoding.ASCII.GetBytes($"*{JournalFrame.Crc32C(body, []):X8}\n")];
    }

    /// <summary>The line without its checksum, for people.</summary>
    public override string ToString() => Encoding.ASCII.GetString(ToBytes()).Split('*')[0];

    /// <summary>Reads a line without its line feed.</summary>
    public static BadLine? TryRead(ReadOnlySpan<byte> bytes, out BoardLine? line)
    {
        line = null;
        if (bytes.Length > Longest - 1) return BadLine.TooLong;
        var star = bytes.Length - CrcDigits - 1;
        if (star < 1 || bytes[star] != (byte)'*') return BadLine.Form;
        if (!TryReadHex(bytes[(star + 1)..], out var crc)) return BadLine.Form;
        if (crc != JournalFrame.Crc32C(bytes[..star], [])) return BadLine.Checksum;
        if (bytes[..star].ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) || bytes[..star].Contains((byte)'*')) return BadLine.Form;
        var words = Encoding.ASCII.GetString(bytes[..star]).Split(' ');
        if (words.Length is < 2 or > 2 + MostFields || !IsName(words[1])) return BadLine.Form;
        if (words[0].Length is 0 or > 10 || words[0][0] == '0'
            || !uint.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return BadLine.Form;
        var read = new BoardLine(number, words[1]);
        foreach (var word in words.AsSpan(2))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !IsName(word[..at]) || read[word[..at]] is not null || Unescape(word[(at + 1)..]) is not { } value) return BadLine.Form;
            read._fields.Add(new(word[..at], value));
        }

        line = read;
        return null;
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 16 && text.All(char.IsAsciiLetterLower);

    private static bool TryReadHex(ReadOnlySpan<byte> digits, out uint value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            // Upper case only: one line has one form.
            var nibble = digit is >= (byte)'0' and <= (byte)'9' ? digit - '0' : digit is >= (byte)'A' and <= (byte)'F' ? digit - 'A' + 10 : -1;
            if (nibble < 0) return false;
            value = (value << 4) | (uint)nibble;
        }

        return true;
    }

    private static bool IsPlain(byte one) => one is > 0x20 and < 0x7F and not ((byte)'%' or (byte)'*' or (byte)'=');

    private static string Escape(string value)
    {
        if (value.All(one => one < 0x80 && IsPlain((byte)one))) return value;
        var escaped = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(value))
        {
            if (IsPlain(one)) escaped.Append((char)one);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return escaped.ToString();
    }

    private static string? Unescape(string escaped)
    {
        if (!escaped.Contains('%', StringComparison.Ordinal)) return escaped.Contains('=', StringComparison.Ordinal) ? null : escaped;
        var bytes = new List<byte>();
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] == '=') return null;
            if (escaped[at] != '%')
            {
                bytes.Add((byte)escaped[at]);
                continue;
            }

            if (at + 2 >= escaped.Length || !TryReadHex(Encoding.ASCII.GetBytes(escaped[(at + 1)..(at + 3)]), out var one)) return null;
            bytes.Add((byte)one);
            at += 2;
        }

        try
        {
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static string Cut(string text)
    {
        var length = 0;
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            length += Escape(rune.ToString()).Length;
            if (length > LongestText) break;
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
