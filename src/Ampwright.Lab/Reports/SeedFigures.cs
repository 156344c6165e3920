namespace Ampwright.Lab.Reports;

/// <summary>The performance figures that the two seed certificates print, to compare a run with: least, greatest and average in seconds.</summary>
internal static class SeedFigures
{
    /// <summary>AMPEVO: certificate OCA.0016.0858.CS of 2024-08-19, Ethernet. AmpUp: OCA.0016.0839.CSMS of 2024-12-04, WiFi.</summary>
    public static IReadOnlyDictionary<string, (double Least, double Greatest, double Average)[]> All { get; } =
        new Dictionary<string, (double, double, double)[]>
        {
            ["ampevo"] = [(0.04, 0.34, 0.06), (0.13, 0.18, 0.16), (6.52, 6.52, 6.52), (0.14, 0.14, 0.14)],
            ["ampup"] = [(0.18, 9.45, 0.74), (0.20, 5.05, 0.49)],
        };
}
