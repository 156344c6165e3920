using System.Data.Common;
using Ampwright.Csms.Guests;
using Ampwright.Csms.IdTags;
using Dapper;

namespace Ampwright.Csms.Authorization;

/// <summary>Reads from the store what <see cref="ChargingRights"/> decides by.</summary>
internal static class Authorizer
{
    /// <summary>The rules that cover a station, with the group they are for.</summary>
    private const string Covering = "(r.station_id = @StationId OR r.site_id = @SiteId OR (r.station_id IS NULL AND r.site_id IS NULL))";

    private const string RuleColumns = $"r.rule_id, r.group_id, r.windows, r.valid_from, r.valid_until, {QuotaBook.Columns}";

    /// <summary>The verdict apart from running transactions, as for Authorize and StopTransaction.</summary>
    public static Decision Decide(DbConnection connection, long stationId, string idTag, DateTimeOffset now) => Look(connection, stationId, idTag, now).Decision;

    /// <summary>The verdict for a new transaction.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="connectorId">The connector it begins on.</param>
    /// <param name="idTag">As the station wrote it.</param>
    /// <param name="began">When it began: a start can come late.</param>
    /// <param name="now">When it is decided.</param>
    public static StartDecision DecideStart(DbConnection connection, long stationId, int connectorId, string idTag, DateTimeOffset began, DateTimeOffset now)
    {
        var found = Look(connection, stationId, idTag, now, (connectorId, began));
        var (decision, tag) = (found.Decision, found.Tag);
        if (!decision.Accepted || tag is not { OneAtATime: true }) return found;
        var running = connection.QueryFirstOrDefault<int?>(
            "SELECT transaction_id FROM transactions WHERE id_tag_key = @key AND stop_received_at IS NULL AND verdict = 'Accepted' ORDER BY sequence LIMIT 1",
            new { key = IdTagList.Fold(idTag) });
        return found with { Decision = ChargingRights.WithRunning(decision, running) };
    }

    public static ChargingPlace Place(DbConnection connection, long stationId) => connection.QuerySingle<ChargingPlace>("""
        SELECT s.station_id, s.site_id, w.time_zone, w.default_policy, coalesce(s.unknown_tags, w.unknown_tags) AS unknown_tags
        FROM stations s JOIN sites w ON w.site_id = s.site_id WHERE s.station_id = @stationId
        """, new { stationId });

    /// <summary>Every known tag with the rules for it at the place, by tag.</summary>
    public static IEnumerable<(TagFacts Tag, IReadOnlyList<ChargingRule> Rules)> AllAt(DbConnection connection, ChargingPlace place, DateTimeOffset now)
    {
        var groups = connection.Query<MemberGroup>("""
            SELECT m.driver_id, g.group_id, g.parent_id_tag, g.one_transaction_at_a_time
            FROM group_members m JOIN driver_groups g ON g.group_id = m.group_id ORDER BY m.driver_id, g.group_id
            """).ToLookup(member => member.DriverId, member => member.Group);
        var rules = connection.Query<ChargingRule>($"""
            SELECT {RuleColumns} FROM charging_rules r WHERE {Covering} ORDER BY r.rule_id
            """, new { place.StationId, place.SiteId }).ToLookup(rule => rule.GroupId);
        var quotas = rules.SelectMany(group => group).Where(rule => rule.HasQuota).ToDictionary(rule => rule.RuleId, rule => QuotaBook.SpentOf(connection, rule, now));
        var tags = connection.Query<TagFacts>("""
            SELECT id_tag, parent_id_tag, blocked, expires_at, one_transaction_at_a_time, driver_id FROM id_tags ORDER BY id_tag_key
            """);
        foreach (var bare in tags)
        {
            var tag = bare.DriverId is { } driver ? bare with { Groups = [.. groups[driver]] } : bare;
            yield return (tag, [.. tag.Groups.SelectMany(group => rules[group.GroupId]).OrderBy(rule => rule.RuleId)
                .Select(rule => quotas.TryGetValue(rule.RuleId, out var spent) ? rule with { Spent = spent.By(rule, tag.DriverId!.Value) } : rule)]);
        }
    }

    private static StartDecision Look(DbConnection connection, long stationId, string idTag, DateTimeOffset now, (int ConnectorId, DateTimeOffset At)? start = null)
    {
        var place = Place(connection, stationId);
        var tag = connection.QuerySingleOrDefault<TagFacts>("""
            SELECT id_tag, parent_id_tag, blocked, expires_at, one_transaction_at_a_time, driver_id FROM id_tags WHERE id_tag_key = @key
            """, new { key = IdTagList.Fold(idTag) });
        tag ??= StartCodes.Facts(connection, stationId, IdTagList.Fold(idTag), start);
        if (tag is null && CardLearning.Takes(connection, stationId, IdTagList.Fold(idTag), now)) place = place with { LearnsCard = true };
        IReadOnlyList<ChargingRule> rules = [];
        if (tag?.DriverId is { } driver)
        {
            tag = tag with
            {
                Groups = connection.Query<GroupFacts>("""
                    SELECT g.group_id, g.parent_id_tag, g.one_transaction_at_a_time
                    FROM group_members m JOIN driver_groups g ON g.group_id = m.group_id WHERE m.driver_id = @driver ORDER BY g.group_id
                    """, new { driver }).AsList(),
            };
            if (place.DefaultPolicy == DefaultPolicy.GroupsWithRule)
            {
                rules = connection.Query<ChargingRule>($"""
                    SELECT {RuleColumns}
                    FROM group_members m JOIN charging_rules r ON r.group_id = m.group_id WHERE m.driver_id = @driver AND {Covering} ORDER BY r.rule_id
                    """, new { driver, place.StationId, place.SiteId }).AsList();
                if (rules.Any(rule => rule.HasQuota)) rules = QuotaBook.WithSpent(connection, rules, driver, now);
            }
        }
        return new StartDecision(ChargingRights.Decide(idTag, place, tag, rules, now), place, tag, rules);
    }

    private sealed class MemberGroup
    {
        public long DriverId { get; init; }
        public long GroupId { get; init; }
        public string? ParentIdTag { get; init; }
        public bool OneTransactionAtATime { get; init; }

        public GroupFacts Group => new() { GroupId = GroupId, ParentIdTag = ParentIdTag, OneTransactionAtATime = OneTransactionAtATime };
    }
}
