using System.Runtime.InteropServices;

namespace Ampwright.Csms.Prices;

/// <summary>What is priced: how the energy of a session came about.</summary>
internal sealed record SessionUsage
{
    private const long MostDays = 400;

    /// <summary>
    /// The register by time: the first at the start of the session, the last at its end, none before the one before it, none lower. Between two of
    /// them energy flowed evenly.
    /// </summary>
    public required IReadOnlyList<MeterPoint> Points { get; init; }

    /// <summary>From when on the car was connected without charging; null: it charged to the end.</summary>
    public DateTimeOffset? IdleSince { get; init; }

    public DateTimeOffset From => Points[0].At;

    public DateTimeOffset Until => Points[^1].At;

    public decimal EnergyWh => Points[^1].Wh - Points[0].Wh;

    /// <summary>A session beyond this is a station without a clock, and is not priced.</summary>
    public bool IsPlausible => From.Year >= 2010 && Until.Year < 3000 && (Until - From).TotalDays <= MostDays;

    /// <summary>Makes a usage of what a station told: readings outside of the session, lower than an earlier one or higher than the last are left out.</summary>
    /// <param name="start">At the start of the session.</param>
    /// <param name="readings">Between, in the order of their instants.</param>
    /// <param name="end">At its end; where it lies before the start, there.</param>
    public static SessionUsage Of(MeterPoint start, IEnumerable<MeterPoint> readings, MeterPoint end)
    {
        var last = new MeterPoint(end.At < start.At ? start.At : end.At, Math.Max(start.Wh, end.Wh));
        var points = new List<MeterPoint> { start };
        foreach (var reading in readings)
        {
            if (reading.At > points[^1].At && reading.At < last.At && reading.Wh >= points[^1].Wh && reading.Wh <= last.Wh) points.Add(reading);
        }
        points.Add(last);
        return new SessionUsage { Points = points, IdleSince = IdleTime.Since(points) };
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeterPoint(DateTimeOffset At, decimal Wh);
