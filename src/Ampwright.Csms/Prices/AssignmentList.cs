using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Prices;

/// <summary>Where and for whom tariffs hold.</summary>
internal sealed class AssignmentList(Database database)
{
    private const string Columns = """
        SELECT a.assignment_id, a.tariff_id, a.site_id, a.station_id, a.group_id, a.version, s.identity AS station
        FROM tariff_assignments a LEFT JOIN stations s ON s.station_id = a.station_id
        """;

    /// <summary>By number.</summary>
    public ValueTask<List<TariffAssignment>> ListAsync(long after, int limit, long? tariff, long? site, long? group) => database.ReadAsync(connection =>
        connection.Query<TariffAssignment>($"""
            {Columns}
            WHERE a.assignment_id > @after AND (@tariff IS NULL OR a.tariff_id = @tariff) AND (@site IS NULL OR a.site_id = @site OR s.site_id = @site)
              AND (@group IS NULL OR a.group_id = @group)
            ORDER BY a.assignment_id LIMIT @limit
            """, new { after, limit, tariff, site, group }).AsList());

    public ValueTask<TariffAssignment?> FindAsync(long id) => database.ReadAsync(connection => Find(connection, id));

    /// <summary>
    /// What holds for a tag at a station now: what is said for a group of the tag's driver before what is said for everybody, of these the station's
    /// own before its site's before what holds everywhere, of several groups that with the lowest number.
    /// </summary>
    public static PlacedTariff? Holding(DbConnection connection, long stationId, string? idTag) => connection.QueryFirstOrDefault<PlacedTariff>("""
        SELECT a.tariff_id, w.site_id, w.time_zone, t.driver_id,
               coalesce(a.group_id, (SELECT min(m.group_id) FROM group_members m WHERE m.driver_id = t.driver_id)) AS group_id
        FROM stations s JOIN sites w ON w.site_id = s.site_id
        JOIN tariff_assignments a ON a.station_id = s.station_id OR a.site_id = s.site_id OR (a.station_id IS NULL AND a.site_id IS NULL)
        LEFT JOIN id_tags t ON t.id_tag_key = @key
        WHERE s.station_id = @stationId
          AND (a.group_id IS NULL OR EXISTS (SELECT 1 FROM group_members m WHERE m.driver_id = t.driver_id AND m.group_id = a.group_id))
        ORDER BY CASE WHEN a.group_id IS NULL THEN 1 ELSE 0 END,
                 CASE WHEN a.station_id IS NOT NULL THEN 0 WHEN a.site_id IS NOT NULL THEN 1 ELSE 2 END, a.group_id
        LIMIT 1
        """, new { stationId, key = idTag is null ? "" : IdTagList.Fold(idTag) });

    /// <returns>The assignment's number; null when something is assigned to the same place and group.</returns>
    public Task<long?> AddAsync(TariffAssignment assignment, Caller who) => database.WriteAsync(unit =>
    {
        var id = unit.Connection.ExecuteScalar<long?>("""
            INSERT INTO tariff_assignments (tariff_id, site_id, station_id, group_id, version, changed_at)
            VALUES (@TariffId, @SiteId, @StationId, @GroupId, 1, @Now) ON CONFLICT DO NOTHING RETURNING assignment_id
            """, new { assignment.TariffId, assignment.SiteId, assignment.StationId, assignment.GroupId, unit.Now });
        if (id is { } made) Tell(unit, who, "tariffAssignment.add", made, assignment.TariffId);
        return id;
    });

    /// <summary>Has another tariff hold at the same place for the same group.</summary>
    public Task<Outcome> ChangeAsync(long id, long tariffId, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, id) is not { } present) return Outcome.NotFound;
        if (expected is { } version && version != present.Version) return Outcome.ChangedMeanwhile;
        unit.Connection.Execute("UPDATE tariff_assignments SET tariff_id = @tariffId, version = version + 1, changed_at = @Now WHERE assignment_id = @id", new { id, tariffId, unit.Now });
        Tell(unit, who, "tariffAssignment.change", id, tariffId);
        return Outcome.Done;
    });

    public Task<Outcome> RemoveAsync(long id, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, id) is not { } present) return Outcome.NotFound;
        unit.Connection.Execute("DELETE FROM tariff_assignments WHERE assignment_id = @id", new { id });
        Tell(unit, who, "tariffAssignment.remove", id, present.TariffId, removed: true);
        return Outcome.Done;
    });

    private static TariffAssignment? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<TariffAssignment>($"{Columns} WHERE a.assignment_id = @id", new { id });

    private static void Tell(WriteUnit unit, Caller who, string action, long id, long tariffId, bool removed = false)
    {
        AuditLog.Append(unit, who, action, $"{id}", $$"""{"tariff":{{tariffId}}}""");
        unit.Raise(new TariffAssigned(id, tariffId, removed));
    }
}

/// <summary>The tariff that holds at a station for a tag, and what else a price rests on.</summary>
internal sealed record PlacedTariff
{
    public long TariffId { get; init; }
    public long SiteId { get; init; }
    public string TimeZone { get; init; } = "UTC";
    public long? DriverId { get; init; }

    /// <summary>The group whose tariff it is, else the first of the driver's.</summary>
    public long? GroupId { get; init; }
}
