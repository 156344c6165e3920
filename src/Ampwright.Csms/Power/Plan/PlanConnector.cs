using System.Runtime.InteropServices;
using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Power.Plan;

/// <summary>What is said of a station's connectors, or of one. Currents are in tenths of an ampere on each phase.</summary>
internal sealed record PlanConnector
{
    public required string Station { get; init; }

    /// <summary>Null: all of the station's.</summary>
    public int? ConnectorId { get; init; }

    /// <summary>The node in whose supply it stands, by its place in the list.</summary>
    public int Node { get; init; }

    /// <summary>What it can draw when nobody limits it.</summary>
    public int Most { get; init; } = 320;

    /// <summary>With less than this its cars do not charge.</summary>
    public int Least { get; init; } = 60;

    /// <summary>What it may draw when it is not told anything; null: as the plan says.</summary>
    public int? Fallback { get; init; }

    public Wiring Wiring { get; init; } = Wiring.ThreePhases;

    /// <summary>It loads its phases evenly whatever the car, as direct current does: a power is then a current on each.</summary>
    public bool LoadsEvenly { get; init; }

    /// <summary>What the whole station may draw; null: the sum of its connectors.</summary>
    public int? StationMost { get; init; }

    /// <summary>
    /// As it counts where a limit can be told in watts only. A power for three phases may all flow through one, so that it is a current on each of them; a car
    /// that uses all needs that often the least.
    /// </summary>
    public PlanConnector InWatts() => LoadsEvenly || Wiring.Weight == 1 ? this : this with { Least = Least * Wiring.Weight, Wiring = Wiring with { Weight = 1 } };
}

/// <summary>That the building beside the stations is measured.</summary>
/// <param name="MaxAge">A reading that is older does not count.</param>
/// <param name="Assumed">What it is taken to draw without a reading that counts, in tenths of an ampere.</param>
/// <param name="Reserve">Kept free for what it may rise by while stations are told, in tenths of an ampere.</param>
internal sealed record BuildingPlan(TimeSpan MaxAge, int Assumed, int Reserve)
{
    /// <summary>What counts as drawn, on each phase.</summary>
    /// <param name="reading">The newest reading; null: there was none.</param>
    /// <param name="now">When.</param>
    /// <param name="withReserve">Whether the reserve is added, as it is for what is given out.</param>
    public BuildingDraw Counts(BuildingReading? reading, DateTimeOffset now, bool withReserve)
    {
        if (!IsFresh(reading, now)) return new BuildingDraw(Assumed, Assumed, Assumed);
        var reserve = withReserve ? Reserve : 0;
        // What a building feeds in is not given out: a cloud takes it away faster than a station can be told.
        return new BuildingDraw(Math.Max(0, reading!.L1) + reserve, Math.Max(0, reading.L2) + reserve, Math.Max(0, reading.L3) + reserve);
    }

    public bool IsFresh(BuildingReading? reading, DateTimeOffset now) => reading is not null && now - reading.At <= MaxAge;
}

/// <summary>What a building draws on each phase, in tenths of an ampere.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BuildingDraw(int L1, int L2, int L3)
{
    /// <summary>What is left of a limit.</summary>
    public SupplyNode OffFrom(SupplyNode limit) => limit with
    {
        L1 = Math.Max(0, limit.L1 - L1),
        L2 = Math.Max(0, limit.L2 - L2),
        L3 = Math.Max(0, limit.L3 - L3),
        Sum = (int)Math.Max(0, limit.Sum - (long)L1 - L2 - L3),
    };
}

/// <summary>What was measured, in tenths of an ampere on each phase; below 0: it feeds in.</summary>
internal sealed record BuildingReading(int L1, int L2, int L3, DateTimeOffset At);
