using System.Data.Common;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Authorization;

/// <summary>
/// Which sessions count against which quota, and what they come to. A session counts against one rule, the one that let it begin (or would have, if
/// its quota were not used up: what a station gave away without a connection was used all the same), in the period in which it began.
/// </summary>
internal static class QuotaBook
{
    /// <summary>What a rule <c>r</c> says of its quota.</summary>
    public const string Columns = """
        r.quota_per, r.quota_of, r.quota_wh, r.quota_sessions, r.quota_ends_sessions,
        CASE WHEN r.quota_per IS NOT NULL THEN coalesce(
          (SELECT at.time_zone FROM sites at WHERE at.site_id = r.site_id),
          (SELECT at.time_zone FROM stations of JOIN sites at ON at.site_id = of.site_id WHERE of.station_id = r.station_id),
          (SELECT at.time_zone FROM sites at ORDER BY at.site_id LIMIT 1)) END AS quota_zone
        """;

    /// <summary>Notes what a session that begins counts against, where it counts against anything.</summary>
    /// <param name="unit">The start's.</param>
    /// <param name="start">What was decided about it.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="at">When it began; a start can come late.</param>
    public static void NoteStart(WriteUnit unit, StartDecision start, int transactionId, DateTimeOffset at)
    {
        if (start.Tag?.DriverId is not { } driver || start.Place.UnknownTags == UnknownTags.Accepted || !start.Rules.Any(rule => rule.HasQuota)) return;
        if (ChargingRights.CountedBy(WithSpent(unit.Connection, start.Rules, driver, at), start.Place.Zone, at) is not { } rule) return;
        unit.Write("INSERT INTO quota_uses (transaction_id, rule_id, driver_id, counted_at) VALUES (@transactionId, @RuleId, @driver, @at)",
            new { transactionId, rule.RuleId, driver, at = at.ToUniversalTime() });
    }

    /// <summary>The rules, those with a quota with what the driver has used of it.</summary>
    public static IReadOnlyList<ChargingRule> WithSpent(DbConnection connection, IReadOnlyList<ChargingRule> rules, long driver, DateTimeOffset at) =>
        [.. rules.Select(rule => rule.HasQuota ? rule with { Spent = SpentOf(connection, rule, at, driver).By(rule, driver) } : rule)];

    /// <param name="connection">The store.</param>
    /// <param name="rule">One with a quota.</param>
    /// <param name="at">An instant of the period that is asked about.</param>
    /// <param name="driver">Whose use is asked about; of a group's quota, and when absent, everybody's.</param>
    public static RuleSpent SpentOf(DbConnection connection, ChargingRule rule, DateTimeOffset at, long? driver = null)
    {
        var zone = rule.QuotaZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        var nothing = QuotaSpent.Nothing(rule.QuotaPer!.Value, zone, at);
        var only = rule.QuotaOf == QuotaOf.Driver ? driver : null;
        var used = connection.Query<DriverUse>("""
            SELECT driver_id, CAST(sum(CASE WHEN verdict = 'Accepted' OR wh > 0 THEN 1 ELSE 0 END) AS bigint) AS sessions, CAST(sum(wh) AS bigint) AS energy_wh
            FROM (SELECT u.driver_id, t.verdict, CASE WHEN coalesce(t.meter_stop, t.last_meter, 0) > t.meter_start THEN coalesce(t.meter_stop, t.last_meter) - t.meter_start ELSE 0 END AS wh
                  FROM quota_uses u JOIN transactions t ON t.transaction_id = u.transaction_id
                  WHERE u.rule_id = @RuleId AND u.counted_at >= @From AND u.counted_at < @Until AND (@only IS NULL OR u.driver_id = @only)
                    AND t.suspect_duplicate_of IS NULL) counted
            GROUP BY driver_id ORDER BY driver_id
            """, new { rule.RuleId, nothing.From, nothing.Until, only }).AsList();
        return new RuleSpent(nothing, used);
    }

    /// <summary>Tells once that a quota is used up, and ends what runs at its cost where the rule says so.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="rule">The rule, with what was used.</param>
    /// <param name="driver">Whose quota it was; null: the group's.</param>
    public static void NoteEnd(WriteUnit unit, ChargingRule rule, long? driver)
    {
        if (unit.Connection.Execute("""
            INSERT INTO quota_ends (rule_id, driver_id, period_from, ended_at) VALUES (@RuleId, @who, @From, @Now) ON CONFLICT DO NOTHING
            """, new { rule.RuleId, who = driver ?? 0, rule.Spent!.From, unit.Now }) > 0)
            unit.Raise(new ChargingQuotaUsed(rule.RuleId, driver));
        if (rule.QuotaEndsSessions && rule.Spent.EnergyWh >= rule.QuotaWh) EndSessions(unit, rule, driver);
    }

    /// <summary>Asks the stations to stop what runs at a quota's cost.</summary>
    public static void EndSessions(WriteUnit unit, ChargingRule rule, long? driver)
    {
        foreach (var (transactionId, station) in Running(unit.Connection, rule, driver))
        {
            if (StationRegistry.Find(unit.Connection, station) is { Connected: true } connected
                && CommandQueue.AddByItself(unit, connected, new RemoteStopTransactionRequest { TransactionId = transactionId }) is not null)
                unit.Connection.Execute("UPDATE quota_uses SET end_asked_at = @Now WHERE transaction_id = @transactionId", new { unit.Now, transactionId });
        }
    }

    /// <summary>The sessions that run at a quota's cost and were not ended yet.</summary>
    public static List<(int TransactionId, string Station)> Running(DbConnection connection, ChargingRule rule, long? driver) => connection.Query<(int, string)>("""
        SELECT t.transaction_id, s.identity FROM quota_uses u JOIN transactions t ON t.transaction_id = u.transaction_id JOIN stations s ON s.station_id = t.station_id
        WHERE u.rule_id = @RuleId AND u.counted_at >= @From AND u.counted_at < @Until AND (@driver IS NULL OR u.driver_id = @driver)
          AND t.stop_received_at IS NULL AND u.end_asked_at IS NULL
        ORDER BY t.sequence
        """, new { rule.RuleId, rule.Spent!.From, rule.Spent.Until, driver }).AsList();

    /// <summary>Whether the end of this quota was told in its period.</summary>
    public static bool IsEndTold(DbConnection connection, ChargingRule rule, long? driver) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM quota_ends WHERE rule_id = @RuleId AND driver_id = @who AND period_from = @From", new { rule.RuleId, who = driver ?? 0, rule.Spent!.From }) > 0;

    /// <summary>A changed rule may have another quota.</summary>
    public static void ForgetEnds(WriteUnit unit, long ruleId) => unit.Connection.Execute("DELETE FROM quota_ends WHERE rule_id = @ruleId", new { ruleId });
}
