using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Sites;

/// <summary>The operator's list of sites.</summary>
internal sealed class SiteList(Database database)
{
    private const string Columns = """
        SELECT w.site_id, w.name, w.address, w.time_zone, w.default_policy, w.unknown_tags, w.local_lists, w.version,
               (SELECT count(*) FROM stations s WHERE s.site_id = w.site_id AND s.removed_at IS NULL) AS stations,
               (SELECT count(*) FROM charging_rules r WHERE r.site_id = w.site_id) AS rules,
               (SELECT count(*) FROM tariff_assignments a WHERE a.site_id = w.site_id) AS tariffs
        FROM sites w
        """;

    /// <summary>By number, those the scope covers.</summary>
    public ValueTask<List<Site>> ListAsync(SiteScope scope, long after, int limit) => database.ReadAsync(connection => connection.Query<Site>(
        $"{Columns} WHERE w.site_id > @after AND (@All OR w.site_id IN @Ids) ORDER BY w.site_id LIMIT @limit",
        new { after, scope.All, scope.Ids, limit }).AsList());

    public ValueTask<Site?> FindAsync(long siteId) => database.ReadAsync(connection => Find(connection, siteId));

    public static Site? Find(DbConnection connection, long siteId) =>
        connection.QuerySingleOrDefault<Site>($"{Columns} WHERE w.site_id = @siteId", new { siteId });

    public static bool Exists(DbConnection connection, long siteId) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM sites WHERE site_id = @siteId", new { siteId }) > 0;

    /// <returns>The site's number; null when the name is taken.</returns>
    public Task<long?> AddAsync(Site site, Caller who) => database.WriteAsync(unit =>
    {
        var siteId = unit.Connection.ExecuteScalar<long?>("""
            INSERT INTO sites (name, name_key, address, time_zone, default_policy, unknown_tags, local_lists, version, changed_at)
            VALUES (@Name, @key, @Address, @TimeZone, @policy, @unknown, @lists, 1, @Now) ON CONFLICT DO NOTHING RETURNING site_id
            """, Values(unit, site));
        if (siteId is { } made) Tell(unit, who, "site.add", made, site.Name);
        return siteId;
    });

    /// <param name="site">What it becomes.</param>
    /// <param name="expected">The version the change is based on; null takes any.</param>
    public Task<SiteChange> ChangeAsync(Site site, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, site.SiteId) is not { } present) return SiteChange.NotFound;
        if (expected is { } version && version != present.Version) return SiteChange.ChangedMeanwhile;
        if (UniqueName.IsAnothers(unit.Connection, "sites", "site_id", site.Name, site.SiteId)) return SiteChange.NameTaken;
        unit.Connection.Execute("""
            UPDATE sites SET name = @Name, name_key = @key, address = @Address, time_zone = @TimeZone, default_policy = @policy,
              unknown_tags = @unknown, local_lists = @lists, version = version + 1, changed_at = @Now
            WHERE site_id = @SiteId
            """, Values(unit, site));
        Tell(unit, who, "site.change", site.SiteId, site.Name);
        return SiteChange.Done;
    });

    public Task<SiteChange> RemoveAsync(long siteId, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, siteId) is not { } present) return SiteChange.NotFound;
        if (siteId == Site.Default) return SiteChange.IsDefault;
        if (present.Stations > 0) return SiteChange.HasStations;
        if (present.Rules > 0) return SiteChange.HasRules;
        if (present.Tariffs > 0) return SiteChange.HasTariffs;
        // What a removed station left behind stays readable for whoever sees all sites.
        unit.Connection.Execute("UPDATE stations SET site_id = @first WHERE site_id = @siteId", new { first = Site.Default, siteId });
        unit.Connection.Execute("UPDATE station_moves SET site_id = @first WHERE site_id = @siteId", new { first = Site.Default, siteId });
        PowerPlans.Forget(unit, siteId);
        unit.Connection.Execute("DELETE FROM sites WHERE site_id = @siteId", new { siteId });
        AuditLog.Append(unit, who, "site.remove", $"{siteId}", AuditDetail.Of("name", present.Name));
        unit.Raise(new SiteRemoved(siteId, present.Name));
        return SiteChange.Done;
    });

    private static object Values(WriteUnit unit, Site site) => new
    {
        site.SiteId,
        site.Name,
        key = UniqueName.Key(site.Name),
        site.Address,
        site.TimeZone,
        policy = site.DefaultPolicy.ToString(),
        unknown = site.UnknownTags.ToString(),
        lists = site.LocalLists.ToString(),
        unit.Now,
    };

    private static void Tell(WriteUnit unit, Caller who, string action, long siteId, string name)
    {
        AuditLog.Append(unit, who, action, $"{siteId}", AuditDetail.Of("name", name));
        unit.Raise(new SiteChanged(siteId, name));
    }
}

internal enum SiteChange
{
    Done,
    NotFound,
    NameTaken,
    ChangedMeanwhile,
    HasStations,
    HasRules,
    HasTariffs,
    IsDefault,
}
