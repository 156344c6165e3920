using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ampwright.Csms.Tests.Guests;

/// <summary>
/// Reads a QR code from its SVG the other way round, as a camera that sees every module: finds version and mask in it, checks that every block
/// is a codeword of Reed and Solomon's code, and tells the text. Fails at anything that is not as ISO/IEC 18004 has it.
/// </summary>
internal static partial class QrReader
{
    // Level M, by version: blocks, codewords of error correction in each.
    private static readonly (int Blocks, int Correcting)[] LevelM = [(1, 10), (1, 16), (1, 26), (2, 18), (2, 24), (4, 16), (4, 18), (4, 22), (5, 22), (5, 26)];

    public static string Read(string svg)
    {
        var side = int.Parse(Side().Match(svg).Groups["side"].Value, CultureInfo.InvariantCulture);
        var size = side - 8;
        var dark = new HashSet<(int X, int Y)>();
        foreach (Match module in Module().Matches(svg)) dark.Add((int.Parse(module.Groups["x"].Value, CultureInfo.InvariantCulture) - 4, int.Parse(module.Groups["y"].Value, CultureInfo.InvariantCulture) - 4));
        Assert.All(dark, module => Assert.True(module.X >= 0 && module.Y >= 0 && module.X < size && module.Y < size, $"{module} lies in the quiet zone"));
        var version = (size - 17) / 4;
        Assert.Equal(size, 17 + (4 * version));
        foreach (var (x, y) in ((int, int)[])[(0, 0), (size - 7, 0), (0, size - 7)]) AssertFinder(dark, x, y);

        var format = 0;
        for (var x = 0; x < 9; x++) if (x != 6) format = (format << 1) | (dark.Contains((x, 8)) ? 1 : 0);
        for (var y = 7; y >= 0; y--) if (y != 6) format = (format << 1) | (dark.Contains((8, y)) ? 1 : 0);
        var second = 0;
        for (var y = size - 1; y > size - 8; y--) second = (second << 1) | (dark.Contains((8, y)) ? 1 : 0);
        for (var x = size - 8; x < size; x++) second = (second << 1) | (dark.Contains((x, 8)) ? 1 : 0);
        Assert.Equal(format, second);
        Assert.True(dark.Contains((8, size - 8)), "The module that is always dark is not.");
        format ^= 0b101010000010010;
        Assert.Equal(0, Divide(format, 0b10100110111));
        Assert.Equal(0, format >> 13);
        var mask = format >> 10;

        var codewords = Codewords(dark, size, version, mask);
        var data = Blocks(codewords, version);
        Assert.Equal(0b0100, data[0] >> 4);
        var bits = string.Concat(data.Select(octet => Convert.ToString(octet, 2).PadLeft(8, '0')))[4..];
        var lengthBits = version < 10 ? 8 : 16;
        var length = Convert.ToInt32(bits[..lengthBits], 2);
        return Encoding.UTF8.GetString([.. Enumerable.Range(0, length).Select(at => Convert.ToByte(bits.Substring(lengthBits + (8 * at), 8), 2))]);
    }

    private static void AssertFinder(HashSet<(int X, int Y)> dark, int left, int top)
    {
        string[] rows = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"];
        for (var y = 0; y < 7; y++)
            for (var x = 0; x < 7; x++) Assert.Equal(rows[y][x] == '#', dark.Contains((left + x, top + y)));
    }

    private static List<byte> Codewords(HashSet<(int X, int Y)> dark, int size, int version, int mask)
    {
        var bits = new StringBuilder();
        var up = true;
        for (var pair = size - 1; pair > 0; pair -= pair == 8 ? 3 : 2, up = !up)
        {
            for (var step = 0; step < size; step++)
            {
                var y = up ? size - 1 - step : step;
                for (var x = pair; x > pair - 2; x--)
                {
                    if (IsFunction(x, y, size, version)) continue;
                    bits.Append(dark.Contains((x, y)) != Inverts(mask, y, x) ? '1' : '0');
                }
            }
        }
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.ToString(8 * at, 8), 2))];
    }

    private static bool IsFunction(int x, int y, int size, int version)
    {
        if (x == 6 || y == 6) return true;
        if ((x < 9 && y < 9) || (x < 9 && y >= size - 8) || (x >= size - 8 && y < 9)) return true;
        if (version >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11))) return true;
        if (version == 1) return false;
        // The last alignment pattern lies 6 before the edge; from version 7 on one stands in the middle.
        int[] centres = version < 7 ? [6, size - 7] : [6, (size - 1) / 2, size - 7];
        return centres.Any(a => centres.Any(b => Math.Abs(x - a) <= 2 && Math.Abs(y - b) <= 2
            && !((a == 6 && b == 6) || (a == 6 && b == size - 7) || (a == size - 7 && b == 6))));
    }

    private static bool Inverts(int mask, int i, int j) => (mask switch
    {
        0 => (i + j) % 2,
        1 => i % 2,
        2 => j % 3,
        3 => (i + j) % 3,
        4 => ((i / 2) + (j / 3)) % 2,
        5 => (i * j % 2) + (i * j % 3),
        6 => ((i * j % 2) + (i * j % 3)) % 2,
        _ => (((i + j) % 2) + (i * j % 3)) % 2,
    }) == 0;

    private static List<byte> Blocks(List<byte> codewords, int version)
    {
        var (count, correcting) = LevelM[version - 1];
        var dataLength = codewords.Count - (count * correcting);
        var blocks = Enumerable.Range(0, count).Select(_ => new List<byte>()).ToList();
        var lengths = Enumerable.Range(0, count).Select(block => (dataLength / count) + (block >= count - (dataLength % count) ? 1 : 0)).ToList();
        var at = 0;
        for (var place = 0; place < lengths.Max(); place++)
            for (var block = 0; block < count; block++) if (place < lengths[block]) blocks[block].Add(codewords[at++]);
        var data = blocks.SelectMany(block => block).ToList();
        for (var place = 0; place < correcting; place++) foreach (var block in blocks) block.Add(codewords[at++]);
        foreach (var block in blocks)
        {
            // A codeword is zero at every root of the generator.
            for (int root = 0, value = 1; root < correcting; root++, value = Multiply(value, 2))
                Assert.Equal(0, block.Aggregate(0, (sum, one) => Multiply(sum, value) ^ one));
        }
        return data;
    }

    private static int Multiply(int left, int right)
    {
        var product = 0;
        for (; right > 0; right >>= 1, left = (left << 1) ^ ((left & 128) != 0 ? 285 : 0)) if ((right & 1) != 0) product ^= left;
        return product & 255;
    }

    private static int Divide(int value, int by)
    {
        for (var bit = 14; bit >= 10; bit--) if ((value >> bit & 1) != 0) value ^= by << (bit - 10);
        return value;
    }

    [GeneratedRegex("viewBox=\"0 0 (?<side>[0-9]+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Side();

    [GeneratedRegex("M(?<x>[0-9]+) (?<y>[0-9]+)h1v1h-1z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Module();
}
