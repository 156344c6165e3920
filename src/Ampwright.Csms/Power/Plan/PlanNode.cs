using System.Runtime.InteropServices;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Power.Plan;

/// <summary>A place in the site's supply: the site itself, a feeder, a group.</summary>
internal sealed record PlanNode
{
    public required string Name { get; init; }

    /// <summary>Its place in the list; −1: the site itself.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>What holds where no schedule does.</summary>
    public PlanLimit Limit { get; init; } = new(null, null);

    /// <summary>The first that holds at an instant counts.</summary>
    public IReadOnlyList<PlanSchedule> Schedules { get; init; } = [];

    public SupplyNode LimitAt(DateTimeOffset now, TimeSpan ahead, PowerPlan plan)
    {
        var limit = At(now, plan.Zone).ToNode(Parent, plan.Voltage);
        if (Schedules.Count == 0) return limit;
        foreach (var change in Changes(now, plan.Zone).TakeWhile(change => change <= now + ahead))
        {
            var then = At(change, plan.Zone).ToNode(Parent, plan.Voltage);
            limit = limit with { L1 = Math.Min(limit.L1, then.L1), L2 = Math.Min(limit.L2, then.L2), L3 = Math.Min(limit.L3, then.L3), Sum = Math.Min(limit.Sum, then.Sum) };
        }
        return limit;
    }

    public DateTimeOffset? NextFall(DateTimeOffset now, PowerPlan plan)
    {
        if (Schedules.Count == 0) return null;
        var before = At(now, plan.Zone).ToNode(Parent, plan.Voltage);
        foreach (var change in Changes(now, plan.Zone))
        {
            var then = At(change, plan.Zone).ToNode(Parent, plan.Voltage);
            if (then.L1 < before.L1 || then.Sum < before.Sum) return change;
            before = then;
        }
        return null;
    }

    /// <summary>The least that any time of the week brings.</summary>
    public SupplyNode Lowest(decimal voltage)
    {
        var lowest = Limit.ToNode(Parent, voltage);
        foreach (var schedule in Schedules)
        {
            var then = schedule.Limit.ToNode(Parent, voltage);
            lowest = lowest with { L1 = Math.Min(lowest.L1, then.L1), L2 = Math.Min(lowest.L2, then.L2), L3 = Math.Min(lowest.L3, then.L3), Sum = Math.Min(lowest.Sum, then.Sum) };
        }
        return lowest;
    }

    /// <summary>The schedule that holds, by name; null: none does.</summary>
    public PlanSchedule? Holding(DateTimeOffset now, TimeZoneInfo zone) => Schedules.FirstOrDefault(schedule => schedule.Windows.Contains(now, zone));

    /// <summary>What is said of an instant: by the schedule that holds, else by the node.</summary>
    public PlanLimit At(DateTimeOffset now, TimeZoneInfo zone) => Holding(now, zone)?.Limit ?? Limit;

    // A week of changes: what recurs has been seen by then.
    private IEnumerable<DateTimeOffset> Changes(DateTimeOffset now, TimeZoneInfo zone)
    {
        for (var at = now; at < now.AddDays(8);)
        {
            if (Schedules.Select(schedule => schedule.Windows.NextChange(at, zone)).Min() is not { } next) yield break;
            yield return at = next;
        }
    }
}

/// <summary>A limit that holds at times.</summary>
internal sealed record PlanSchedule(string Name, WeeklyWindows Windows, PlanLimit Limit);

/// <summary>A limit: on each phase, over all phases, or both.</summary>
/// <param name="Current">In tenths of an ampere on each phase; null: none.</param>
/// <param name="Watts">Over all phases; null: none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlanLimit(int? Current, long? Watts)
{
    public SupplyNode ToNode(int parent, decimal voltage)
    {
        var each = Current ?? SupplyNode.Unlimited;
        return new SupplyNode { Parent = parent, L1 = each, L2 = each, L3 = each, Sum = Watts is { } watts ? (int)Math.Min(SupplyNode.Unlimited, decimal.Floor(watts * 10 / voltage)) : SupplyNode.Unlimited };
    }
}
