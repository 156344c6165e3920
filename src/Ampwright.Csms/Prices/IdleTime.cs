namespace Ampwright.Csms.Prices;

/// <summary>When a car had charged what it would: a pause with energy after it is none, since it may be the network's doing.</summary>
internal static class IdleTime
{
    /// <summary>A car that only keeps its battery warm, or a meter that counts its own, in W.</summary>
    public const decimal BelowWatts = 100;

    /// <summary>What the steps of a register make of little power, in Wh.</summary>
    public const decimal RegisterWh = 2;

    /// <returns>The earliest of the points from which on the register never again rises by more than that; null when that is the last.</returns>
    public static DateTimeOffset? Since(IReadOnlyList<MeterPoint> points)
    {
        DateTimeOffset? since = null;
        var highest = decimal.MinValue;
        for (var at = points.Count - 1; at >= 0; at--)
        {
            // The register less what little power would have brought: above the one before it, the car charged in between.
            var level = points[at].Wh - (BelowWatts * (points[at].At - points[0].At).Ticks / TimeSpan.TicksPerHour);
            if (at < points.Count - 1 && highest <= level + RegisterWh) since = points[at].At;
            highest = Math.Max(highest, level);
        }
        return since;
    }
}
