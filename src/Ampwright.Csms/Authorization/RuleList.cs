using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Authorization;

/// <summary>The operator's rules: which groups may charge where and when.</summary>
internal sealed class RuleList(Database database)
{
    private const string Columns = $"""
        SELECT r.rule_id, r.group_id, r.site_id, r.station_id, r.windows, r.valid_from, r.valid_until, r.note, r.version, s.identity AS station,
               {QuotaBook.Columns}
        FROM charging_rules r LEFT JOIN stations s ON s.station_id = r.station_id
        """;

    /// <summary>By number.</summary>
    public ValueTask<List<ChargingRule>> ListAsync(long after, int limit, long? group, long? site) => database.ReadAsync(connection =>
        connection.Query<ChargingRule>($"""
            {Columns}
            WHERE r.rule_id > @after AND (@group IS NULL OR r.group_id = @group) AND (@site IS NULL OR r.site_id = @site OR s.site_id = @site)
            ORDER BY r.rule_id LIMIT @limit
            """, new { after, limit, group, site }).AsList());

    public ValueTask<ChargingRule?> FindAsync(long ruleId) => database.ReadAsync(connection => Find(connection, ruleId));

    public static ChargingRule? Find(DbConnection connection, long ruleId) =>
        connection.QuerySingleOrDefault<ChargingRule>($"{Columns} WHERE r.rule_id = @ruleId", new { ruleId });

    public Task<long> AddAsync(ChargingRule rule, Caller who) => database.WriteAsync(unit =>
    {
        var ruleId = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO charging_rules (group_id, site_id, station_id, windows, valid_from, valid_until, note, version, changed_at,
              quota_per, quota_of, quota_wh, quota_sessions, quota_ends_sessions)
            VALUES (@GroupId, @SiteId, @StationId, @Windows, @ValidFrom, @ValidUntil, @Note, 1, @Now,
              @QuotaPer, @QuotaOf, @QuotaWh, @QuotaSessions, @QuotaEndsSessions) RETURNING rule_id
            """, Values(unit, rule));
        Tell(unit, who, "rule.add", ruleId, rule);
        return ruleId;
    });

    /// <param name="rule">All that it says from now on.</param>
    /// <param name="expected">The version the change is based on; null takes any.</param>
    public Task<Outcome> ChangeAsync(ChargingRule rule, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, rule.RuleId) is not { } present) return Outcome.NotFound;
        if (expected is { } version && version != present.Version) return Outcome.ChangedMeanwhile;
        unit.Connection.Execute("""
            UPDATE charging_rules SET group_id = @GroupId, site_id = @SiteId, station_id = @StationId, windows = @Windows, valid_from = @ValidFrom,
              valid_until = @ValidUntil, note = @Note, version = version + 1, changed_at = @Now,
              quota_per = @QuotaPer, quota_of = @QuotaOf, quota_wh = @QuotaWh, quota_sessions = @QuotaSessions, quota_ends_sessions = @QuotaEndsSessions
            WHERE rule_id = @RuleId
            """, Values(unit, rule));
        QuotaBook.ForgetEnds(unit, rule.RuleId);
        Tell(unit, who, "rule.change", rule.RuleId, rule);
        return Outcome.Done;
    });

    public Task<Outcome> RemoveAsync(long ruleId, Caller who) => database.WriteAsync(unit =>
    {
        if (unit.Connection.Execute("DELETE FROM charging_rules WHERE rule_id = @ruleId", new { ruleId }) == 0) return Outcome.NotFound;
        AuditLog.Append(unit, who, "rule.remove", $"{ruleId}");
        unit.Raise(new ChargingRuleRemoved(ruleId));
        return Outcome.Done;
    });

    private static object Values(WriteUnit unit, ChargingRule rule) => new
    {
        rule.RuleId,
        rule.GroupId,
        rule.SiteId,
        rule.StationId,
        rule.Windows,
        ValidFrom = rule.ValidFrom?.ToUniversalTime(),
        ValidUntil = rule.ValidUntil?.ToUniversalTime(),
        rule.Note,
        QuotaPer = rule.QuotaPer?.ToString(),
        QuotaOf = rule.QuotaOf?.ToString(),
        rule.QuotaWh,
        rule.QuotaSessions,
        rule.QuotaEndsSessions,
        unit.Now,
    };

    private static void Tell(WriteUnit unit, Caller who, string action, long ruleId, ChargingRule rule)
    {
        AuditLog.Append(unit, who, action, $"{ruleId}", $$"""{"group":{{rule.GroupId}}}""");
        unit.Raise(new ChargingRuleChanged(ruleId, rule.GroupId));
    }
}
