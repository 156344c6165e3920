using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Drivers;

/// <summary>The operator's list of drivers.</summary>
internal sealed class DriverList(Database database)
{
    private const string Columns = """
        SELECT d.driver_id, d.name, d.contact, d.note, d.version,
               (SELECT count(*) FROM id_tags t WHERE t.driver_id = d.driver_id) AS id_tags
        FROM drivers d
        """;

    /// <summary>By number.</summary>
    /// <param name="after">Only those with a greater number.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="name">Only those whose name contains this, whatever its case.</param>
    /// <param name="group">Only those in this group.</param>
    /// <param name="search">Only those whose name, or one of whose id tags, contains this, whatever its case.</param>
    public ValueTask<List<Driver>> ListAsync(long after, int limit, string? name, long? group, string? search) => database.ReadAsync(connection =>
    {
        var found = connection.Query<Driver>($"""
            {Columns}
            WHERE d.driver_id > @after AND (@name IS NULL OR d.name_key LIKE @name ESCAPE '\')
              AND (@group IS NULL OR EXISTS (SELECT 1 FROM group_members m WHERE m.driver_id = d.driver_id AND m.group_id = @group))
              AND (@search IS NULL OR d.name_key LIKE @search ESCAPE '\'
                OR EXISTS (SELECT 1 FROM id_tags t WHERE t.driver_id = d.driver_id AND t.id_tag_key LIKE @search ESCAPE '\'))
            ORDER BY d.driver_id LIMIT @limit
            """, new { after, limit, name = Pattern(name), group, search = Pattern(search) }).AsList();
        return found.ConvertAll(driver => WithGroups(connection, driver));
    });

    public ValueTask<Driver?> FindAsync(long driverId) => database.ReadAsync(connection => Find(connection, driverId));

    public static Driver? Find(DbConnection connection, long driverId) =>
        connection.QuerySingleOrDefault<Driver>($"{Columns} WHERE d.driver_id = @driverId", new { driverId }) is { } driver ? WithGroups(connection, driver) : null;

    public static bool Exists(DbConnection connection, long driverId) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM drivers WHERE driver_id = @driverId", new { driverId }) > 0;

    public Task<long> AddAsync(Driver driver, Caller who) => database.WriteAsync(unit => Add(unit, driver, who));

    public static long Add(WriteUnit unit, Driver driver, Caller who)
    {
        var driverId = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO drivers (name, name_key, contact, note, version, changed_at) VALUES (@Name, @key, @Contact, @Note, 1, @Now) RETURNING driver_id
            """, new { driver.Name, key = Fold(driver.Name), driver.Contact, driver.Note, unit.Now });
        SetGroups(unit, driverId, driver.Groups);
        AuditLog.Append(unit, who, "driver.add", $"{driverId}");
        unit.Raise(new DriverChanged(driverId));
        return driverId;
    }

    /// <param name="driver">All that is said about him from now on.</param>
    /// <param name="expected">The version the change is based on; null takes any.</param>
    public Task<Outcome> ChangeAsync(Driver driver, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, driver.DriverId) is not { } present) return Outcome.NotFound;
        if (expected is { } version && version != present.Version) return Outcome.ChangedMeanwhile;
        unit.Connection.Execute("""
            UPDATE drivers SET name = @Name, name_key = @key, contact = @Contact, note = @Note, version = version + 1, changed_at = @Now
            WHERE driver_id = @DriverId
            """, new { driver.Name, key = Fold(driver.Name), driver.Contact, driver.Note, unit.Now, driver.DriverId });
        SetGroups(unit, driver.DriverId, driver.Groups);
        AuditLog.Append(unit, who, "driver.change", $"{driver.DriverId}");
        unit.Raise(new DriverChanged(driver.DriverId));
        return Outcome.Done;
    });

    public Task<Outcome> RemoveAsync(long driverId, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, driverId) is not { } present) return Outcome.NotFound;
        if (present.IdTags > 0) return Outcome.InUse;
        unit.Connection.Execute("DELETE FROM group_members WHERE driver_id = @driverId", new { driverId });
        unit.Connection.Execute("DELETE FROM vehicles WHERE driver_id = @driverId", new { driverId });
        unit.Connection.Execute("DELETE FROM drivers WHERE driver_id = @driverId", new { driverId });
        AuditLog.Append(unit, who, "driver.remove", $"{driverId}");
        unit.Raise(new DriverRemoved(driverId));
        return Outcome.Done;
    });

    public static void SetGroups(WriteUnit unit, long driverId, IEnumerable<long> groups)
    {
        unit.Connection.Execute("DELETE FROM group_members WHERE driver_id = @driverId", new { driverId });
        foreach (var groupId in groups.Distinct())
            unit.Connection.Execute("INSERT INTO group_members (driver_id, group_id) VALUES (@driverId, @groupId)", new { driverId, groupId });
    }

    private static string Fold(string name) => name.ToUpperInvariant();

    private static string? Pattern(string? text) => text is null ? null : LikePattern.Containing(Fold(text));

    private static Driver WithGroups(DbConnection connection, Driver driver) => driver with
    {
        Groups = connection.Query<long>("SELECT group_id FROM group_members WHERE driver_id = @DriverId ORDER BY group_id", new { driver.DriverId }).AsList(),
    };
}
