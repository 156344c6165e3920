using System.Globalization;
using System.Text;

namespace Ampwright.Csms.Guests;

/// <summary>
/// A QR code of a short text (ISO/IEC 18004:2015): bytes, error correction level M, versions 1 to 10.
/// <code>
///   1 mode, length, bytes, padding     2 blocks with their error correction (<see cref="QrBlocks"/>), interleaved
///   3 finder, timing and alignment patterns, version     4 the bits, in columns of two from the lower right
///   5 the mask of the least penalty     6 the format
/// </code>
/// </summary>
internal sealed class QrCode
{
    private const int QuietZone = 4;

    // Where alignment patterns lie, in rows and columns alike; by version.
    private static readonly int[][] Alignments =
    [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ];

    private readonly bool[,] _dark;
    private readonly bool[,] _fixed;

    private QrCode(int version)
    {
        Size = 17 + (4 * version);
        _dark = new bool[Size, Size];
        _fixed = new bool[Size, Size];
    }

    /// <summary>Modules on a side, without the quiet zone.</summary>
    public int Size { get; }

    /// <returns>The code; null when the text has more than 213 bytes in UTF-8.</returns>
    public static QrCode? Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (QrBlocks.VersionFor(bytes.Length) is not { } version) return null;
        var code = new QrCode(version);
        code.DrawPatterns(version); // 3
        code.DrawBits(QrBlocks.Codewords(bytes, version)); // 1, 2, 4
        var mask = Enumerable.Range(0, 8).MinBy(code.PenaltyOf); // 5
        code.Mask(mask);
        code.DrawFormat(mask); // 6
        return code;
    }

    public bool IsDark(int row, int column) => _dark[row, column];

    /// <summary>As an SVG document, dark on white whatever surrounds it, with the quiet zone.</summary>
    public string ToSvg()
    {
        var side = Size + (2 * QuietZone);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"");
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                if (_dark[row, column]) svg.Append(CultureInfo.InvariantCulture, $"M{column + QuietZone} {row + QuietZone}h1v1h-1z");
            }
        }
        return svg.Append("\"/></svg>").ToString();
    }

    private void Fix(int row, int column, bool dark)
    {
        _dark[row, column] = dark;
        _fixed[row, column] = true;
    }

    private void DrawPatterns(int version)
    {
        for (var at = 0; at < Size; at++)
        {
            Fix(6, at, at % 2 == 0);
            Fix(at, 6, at % 2 == 0);
        }
        foreach (var (row, column) in ((int, int)[])[(3, 3), (3, Size - 4), (Size - 4, 3)]) DrawSquare(row, column, reach: 4, ring => ring is not (2 or 4));
        var places = Alignments[version - 1];
        foreach (var row in places)
        {
            foreach (var column in places)
            {
                // Three corners are taken by the finder patterns.
                if ((row == 6 && (column == 6 || column == Size - 7)) || (row == Size - 7 && column == 6)) continue;
                DrawSquare(row, column, reach: 2, ring => ring != 1);
            }
        }
        DrawFormat(0);
        if (version < 7) return;
        var bits = (version << 12) | Remainder(version, 12, 0x1F25);
        for (var bit = 0; bit < 18; bit++)
        {
            Fix(bit / 3, Size - 11 + (bit % 3), (bits >> bit & 1) != 0);
            Fix(Size - 11 + (bit % 3), bit / 3, (bits >> bit & 1) != 0);
        }
    }

    private void DrawSquare(int row, int column, int reach, Func<int, bool> isDark)
    {
        for (var down = -reach; down <= reach; down++)
        {
            for (var right = -reach; right <= reach; right++)
            {
                var (y, x) = (row + down, column + right);
                if (y >= 0 && y < Size && x >= 0 && x < Size) Fix(y, x, isDark(Math.Max(Math.Abs(down), Math.Abs(right))));
            }
        }
    }

    /// <summary>Level M and the mask, twice, as a BCH code.</summary>
    private void DrawFormat(int mask)
    {
        var bits = ((mask << 10) | Remainder(mask, 10, 0x537)) ^ 0x5412;
        for (var bit = 0; bit < 15; bit++)
        {
            var dark = (bits >> bit & 1) != 0;
            // Around the upper left finder pattern, past the timing patterns.
            var (row, column) = bit switch { < 6 => (bit, 8), 6 => (7, 8), 7 => (8, 8), 8 => (8, 7), _ => (8, 14 - bit) };
            Fix(row, column, dark);
            if (bit < 8) Fix(8, Size - 1 - bit, dark);
            else Fix(Size - 15 + bit, 8, dark);
        }
        Fix(Size - 8, 8, dark: true);
    }

    private void DrawBits(byte[] codewords)
    {
        var bit = 0;
        var upwards = true;
        for (var right = Size - 1; right > 0; right -= 2)
        {
            if (right == 6) right--;
            for (var step = 0; step < Size; step++)
            {
                var row = upwards ? Size - 1 - step : step;
                foreach (var column in (int[])[right, right - 1])
                {
                    if (_fixed[row, column]) continue;
                    _dark[row, column] = bit < codewords.Length * 8 && (codewords[bit / 8] >> (7 - (bit % 8)) & 1) != 0;
                    bit++;
                }
            }
            upwards = !upwards;
        }
    }

    private void Mask(int mask)
    {
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                if (!_fixed[row, column]) _dark[row, column] ^= QrMask.Inverts(mask, row, column);
            }
        }
    }

    private int PenaltyOf(int mask)
    {
        Mask(mask);
        DrawFormat(mask);
        var penalty = QrMask.Penalty(_dark);
        Mask(mask);
        return penalty;
    }

    private static int Remainder(int value, int degree, int generator)
    {
        var rest = value << degree;
        for (var bit = 31; bit >= degree; bit--)
        {
            if ((rest >> bit & 1) != 0) rest ^= generator << (bit - degree);
        }
        return rest;
    }
}
