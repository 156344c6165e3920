using System.Data.Common;
using System.Text.Json.Nodes;
using Ampwright.Csms.Access;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Power.Plan;

/// <summary>The plans of sites, one each, and what was told of buildings and promised to drivers.</summary>
internal static class PowerPlans
{
    private const string Columns = """
        SELECT p.site_id, p.plan, p.version, p.changed_at, p.changed_by, w.time_zone FROM power_plans p JOIN sites w ON w.site_id = p.site_id
        """;

    public static StoredPlan? Find(DbConnection connection, long siteId) => connection.QuerySingleOrDefault<StoredPlan>($"{Columns} WHERE p.site_id = @siteId", new { siteId });

    public static List<StoredPlan> All(DbConnection connection) => connection.Query<StoredPlan>($"{Columns} ORDER BY p.site_id").AsList();

    /// <param name="expected">The version the change is based on; null takes any.</param>
    public static Outcome Put(WriteUnit unit, long siteId, PlanBody plan, long? expected, Caller who)
    {
        var present = Find(unit.Connection, siteId);
        if (expected is { } version && version != present?.Version) return Outcome.ChangedMeanwhile;
        unit.Connection.Execute("""
            INSERT INTO power_plans (site_id, plan, version, changed_at, changed_by) VALUES (@siteId, @text, 1, @Now, @Label)
            ON CONFLICT (site_id) DO UPDATE SET plan = excluded.plan, version = power_plans.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """, new { siteId, text = plan.ToText(), unit.Now, who.Label });
        AuditLog.Append(unit, who, present is null ? "power.add" : "power.change", $"{siteId}", Change(present?.Body, plan));
        unit.Raise(new PowerPlanChanged(siteId, Removed: false));
        return Outcome.Done;
    }

    /// <summary>The stations keep nothing of it: what they hold of ours is taken back.</summary>
    public static Outcome Remove(WriteUnit unit, long siteId, Caller who)
    {
        if (Find(unit.Connection, siteId) is not { } present) return Outcome.NotFound;
        Forget(unit, siteId);
        AuditLog.Append(unit, who, "power.remove", $"{siteId}", Change(present.Body, null));
        unit.Raise(new PowerPlanChanged(siteId, Removed: true));
        return Outcome.Done;
    }

    /// <summary>The limits before and after; of stations and priorities only what is said otherwise.</summary>
    private static string Change(PlanBody? before, PlanBody? after)
    {
        return new JsonObject { ["before"] = Without(before, after), ["after"] = Without(after, before) }.ToJsonString();

        static JsonNode? Without(PlanBody? plan, PlanBody? other) => plan is null ? null : JsonNode.Parse((plan with
        {
            Stations = [.. (plan.Stations ?? []).Except(other?.Stations ?? [])],
            Priorities = [.. (plan.Priorities ?? []).Except(other?.Priorities ?? [])],
        }).ToText());
    }

    /// <summary>The site is no more.</summary>
    public static void Forget(WriteUnit unit, long siteId)
    {
        unit.Connection.Execute("DELETE FROM power_plans WHERE site_id = @siteId", new { siteId });
        unit.Connection.Execute("DELETE FROM building_loads WHERE site_id = @siteId", new { siteId });
    }

    public static BuildingReading? Building(DbConnection connection, long siteId) =>
        connection.QuerySingleOrDefault<BuildingRow>("SELECT l1, l2, l3, measured_at FROM building_loads WHERE site_id = @siteId", new { siteId }) is { } row
            ? new BuildingReading(row.L1, row.L2, row.L3, row.MeasuredAt)
            : null;

    /// <summary>Keeps a reading unless a newer one is there.</summary>
    public static void Measured(WriteUnit unit, long siteId, BuildingReading reading) => unit.Connection.Execute("""
        INSERT INTO building_loads (site_id, l1, l2, l3, measured_at) VALUES (@siteId, @L1, @L2, @L3, @At)
        ON CONFLICT (site_id) DO UPDATE SET l1 = excluded.l1, l2 = excluded.l2, l3 = excluded.l3, measured_at = excluded.measured_at
          WHERE excluded.measured_at >= building_loads.measured_at
        """, new { siteId, reading.L1, reading.L2, reading.L3, reading.At });

    public static ChargingGoal? Goal(DbConnection connection, int transactionId) => connection.QuerySingleOrDefault<ChargingGoal>(
        "SELECT transaction_id, energy_wh, departs_at, said_by, said_at, version FROM charging_goals WHERE transaction_id = @transactionId", new { transactionId });

    /// <param name="expected">The version the change is based on; null takes any.</param>
    public static Outcome Promise(WriteUnit unit, int transactionId, long energyWh, DateTimeOffset departsAt, long? expected, Caller who)
    {
        if (expected is { } version && version != Goal(unit.Connection, transactionId)?.Version) return Outcome.ChangedMeanwhile;
        unit.Connection.Execute("""
            INSERT INTO charging_goals (transaction_id, energy_wh, departs_at, said_by, said_at) VALUES (@transactionId, @energyWh, @departsAt, @Label, @Now)
            ON CONFLICT (transaction_id) DO UPDATE SET energy_wh = excluded.energy_wh, departs_at = excluded.departs_at, said_by = excluded.said_by, said_at = excluded.said_at,
              version = charging_goals.version + 1
            """, new { transactionId, energyWh, departsAt, who.Label, unit.Now });
        AuditLog.Append(unit, who, "chargingGoal.put", $"{transactionId}", new JsonObject { ["energyWh"] = energyWh, ["departsAt"] = departsAt }.ToJsonString());
        return Outcome.Done;
    }

    public static bool TakeBack(WriteUnit unit, int transactionId, Caller who)
    {
        if (unit.Connection.Execute("DELETE FROM charging_goals WHERE transaction_id = @transactionId", new { transactionId }) == 0) return false;
        AuditLog.Append(unit, who, "chargingGoal.remove", $"{transactionId}");
        return true;
    }

    private sealed class BuildingRow
    {
        public int L1 { get; init; }
        public int L2 { get; init; }
        public int L3 { get; init; }
        public DateTimeOffset MeasuredAt { get; init; }
    }
}

internal sealed record StoredPlan
{
    public long SiteId { get; init; }
    public string Plan { get; init; } = "{}";
    public long Version { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
    public string TimeZone { get; init; } = "UTC";

    public PlanBody Body => PlanBody.FromText(Plan);

    /// <summary>In UTC where the system has lost the site's time zone since.</summary>
    public PowerPlan ToPlan() => Body.ToPlan(TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);
}

internal sealed record ChargingGoal
{
    public int TransactionId { get; init; }
    public long EnergyWh { get; init; }
    public DateTimeOffset DepartsAt { get; init; }
    public string SaidBy { get; init; } = "";
    public DateTimeOffset SaidAt { get; init; }
    public long Version { get; init; }
}
