namespace Ampwright.Csms.Guests;

/// <summary>The eight masks of a QR code, and how hard to read a masked one is. ISO/IEC 18004:2015 §7.8.</summary>
internal static class QrMask
{
    private static readonly bool[] FinderLike = [true, false, true, true, true, false, true];

    public static bool Inverts(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    /// <summary>Long runs, squares of one colour, what looks like a finder pattern, and too much of one colour.</summary>
    public static int Penalty(bool[,] dark)
    {
        var size = dark.GetLength(0);
        var (penalty, count) = (0, 0);
        for (var line = 0; line < size; line++)
        {
            penalty += OfLine(size, at => dark[line, at]) + OfLine(size, at => dark[at, line]);
            for (var at = 0; at < size; at++)
            {
                if (dark[line, at]) count++;
                if (line + 1 < size && at + 1 < size && dark[line, at] == dark[line, at + 1] && dark[line, at] == dark[line + 1, at] && dark[line, at] == dark[line + 1, at + 1]) penalty += 3;
            }
        }
        return penalty + (10 * (Math.Abs((20 * count) - (10 * size * size)) / (size * size)));
    }

    private static int OfLine(int size, Func<int, bool> isDark)
    {
        var (penalty, run) = (0, 1);
        for (var at = 1; at <= size; at++)
        {
            if (at < size && isDark(at) == isDark(at - 1))
            {
                run++;
                continue;
            }
            if (run >= 5) penalty += run - 2;
            run = 1;
        }
        for (var at = 0; at + FinderLike.Length <= size; at++)
        {
            if (!FinderLike.Select((dark, step) => isDark(at + step) == dark).All(same => same)) continue;
            // With four light modules before or behind; beyond the edge all is light.
            if (Light(at - 4) || Light(at + FinderLike.Length)) penalty += 40;
        }
        return penalty;

        bool Light(int from) => Enumerable.Range(from, 4).All(at => at < 0 || at >= size || !isDark(at));
    }
}
