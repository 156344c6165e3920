using System.Text;
using Ampwright.Station.Board.Lines;
using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Board;

/// <summary>The form of a line, docs/board.md "Lines".</summary>
public sealed class BoardLineTests
{
    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        Assert.Equal(0xE3069283, JournalFrame.Crc32C("123456789"u8, []));
        Assert.Equal("1 hello protocol=1*7647184D\n", Encoding.ASCII.GetString(new BoardLine("hello") { Number = 1 }.With("protocol", 1).ToBytes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("two words")]
    [InlineData("a=b*c%d")]
    [InlineData("Zähler 1 Ω 🚗")]
    [InlineData("line\nfeed\0")]
    public void Every_text_comes_back_as_it_was(string text)
    {
        var line = Read(new BoardLine("tamper") { Number = 4294967295 }.With("t", 12).WithText("what", text).ToBytes());
        Assert.Equal((4294967295u, "tamper", "12", text), (line.Number, line.Verb, line["t"], line["what"]));
        Assert.Null(line["other"]);
    }

    [Theory]
    [InlineData(nameof(BadLine.Form), "hello protocol=1")]
    [InlineData(nameof(BadLine.Form), "0 hello")]
    [InlineData(nameof(BadLine.Form), "01 hello")]
    [InlineData(nameof(BadLine.Form), "4294967296 hello")]
    [InlineData(nameof(BadLine.Form), "-1 hello")]
    [InlineData(nameof(BadLine.Form), "1")]
    [InlineData(nameof(BadLine.Form), "1 ")]
    [InlineData(nameof(BadLine.Form), "1  hello")]
    [InlineData(nameof(BadLine.Form), "1 Hello")]
    [InlineData(nameof(BadLine.Form), "1 hello protocol")]
    [InlineData(nameof(BadLine.Form), "1 hello protocol=1 protocol=2")]
    [InlineData(nameof(BadLine.Form), "1 hello =1")]
    [InlineData(nameof(BadLine.Form), "1 hello a=b=c")]
    [InlineData(nameof(BadLine.Form), "1 hello a=%4")]
    [InlineData(nameof(BadLine.Form), "1 hello a=%zz")]
    [InlineData(nameof(BadLine.Form), "1 hello a=%FF")]
    [InlineData(nameof(BadLine.Form), "1 hello a=\t")]
    [InlineData(nameof(BadLine.Form), "1 hello a=*")]
    public void A_line_of_another_form_is_refused_though_its_checksum_is_right(string expected, string body)
    {
        var crc = JournalFrame.Crc32C(Encoding.Latin1.GetBytes(body), []);
        Assert.Equal(expected, $"{BoardLine.TryRead(Encoding.Latin1.GetBytes($"{body}*{crc:X8}"), out var line)}");
        Assert.Null(line);
    }

    [Fact]
    public void A_line_without_a_checksum_or_with_one_in_small_letters_is_refused()
    {
        var line = Encoding.ASCII.GetString(new BoardLine("beat") { Number = 7 }.ToBytes()).TrimEnd();
        Assert.Equal(BadLine.Form, BoardLine.TryRead(Encoding.ASCII.GetBytes(line.Split('*')[0]), out _));
        Assert.Equal(BadLine.Form, BoardLine.TryRead(Encoding.ASCII.GetBytes(line.ToLowerInvariant()), out _));
        Assert.Null(BoardLine.TryRead(Encoding.ASCII.GetBytes(line), out _));
    }

    [Fact]
    public void Every_single_changed_bit_is_found()
    {
        var whole = CommandLines.Permit(1, permitted: true, TimeSpan.FromSeconds(10));
        whole.Number = 17;
        var bytes = whole.ToBytes()[..^1];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotNull(BoardLine.TryRead(changed, out _));
        }
    }

    [Fact]
    public void A_line_that_never_ends_is_dropped_and_the_next_one_read()
    {
        var (lines, bad) = (new List<BoardLine>(), new List<BadLine>());
        var splitter = new LineSplitter(lines.Add, bad.Add);
        for (var piece = 0; piece < 1_000; piece++) splitter.Add(new byte[1_000]);
        splitter.Add("\n\n"u8);
        foreach (var one in new BoardLine("beat") { Number = 1 }.ToBytes()) splitter.Add([one]);
        Assert.Equal([BadLine.TooLong], bad);
        Assert.Equal("beat", Assert.Single(lines).Verb);
    }

    [Fact]
    public void A_line_of_512_bytes_is_read_and_one_of_513_is_not()
    {
        var (lines, bad) = (new List<BoardLine>(), new List<BadLine>());
        var splitter = new LineSplitter(lines.Add, bad.Add);
        splitter.Add(OfLength(512));
        splitter.Add(OfLength(513));
        Assert.Equal((1, 1), (lines.Count, bad.Count));
    }

    [Fact]
    public void A_text_too_long_for_a_line_is_cut_at_a_whole_character()
    {
        var line = Read(new BoardLine("tamper") { Number = 1 }.WithText("what", new string('Ω', 200)).ToBytes());
        Assert.Equal(new string('Ω', 20), line["what"]);
    }

    [Fact]
    public void The_numbers_go_round_without_0()
    {
        Assert.Equal(2u, BoardLine.Next(1));
        Assert.Equal(1u, BoardLine.Next(uint.MaxValue));
    }

    private static BoardLine Read(byte[] bytes)
    {
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.Null(BoardLine.TryRead(bytes.AsSpan(0, bytes.Length - 1), out var line));
        return line!;
    }

    private static byte[] OfLength(int length)
    {
        var body = $"1 beat a={new string('x', length - 19)}";
        var bytes = Encoding.ASCII.GetBytes($"{body}*{JournalFrame.Crc32C(Encoding.ASCII.GetBytes(body), []):X8}\n");
        Assert.Equal(length, bytes.Length);
        return bytes;
    }
}
