using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Drivers;

/// <summary>The operator's list of groups of drivers.</summary>
internal sealed class GroupList(Database database)
{
    private const string Columns = """
        SELECT g.group_id, g.name, g.parent_id_tag, g.one_transaction_at_a_time, g.note, g.version,
               (SELECT count(*) FROM group_members m WHERE m.group_id = g.group_id) AS drivers,
               (SELECT count(*) FROM charging_rules r WHERE r.group_id = g.group_id) AS rules,
               (SELECT count(*) FROM tariff_assignments a WHERE a.group_id = g.group_id) AS tariffs
        FROM driver_groups g
        """;

    /// <summary>By number.</summary>
    public ValueTask<List<DriverGroup>> ListAsync(long after, int limit) => database.ReadAsync(connection =>
        connection.Query<DriverGroup>($"{Columns} WHERE g.group_id > @after ORDER BY g.group_id LIMIT @limit", new { after, limit }).AsList());

    public ValueTask<DriverGroup?> FindAsync(long groupId) => database.ReadAsync(connection => Find(connection, groupId));

    public static DriverGroup? Find(DbConnection connection, long groupId) =>
        connection.QuerySingleOrDefault<DriverGroup>($"{Columns} WHERE g.group_id = @groupId", new { groupId });

    public static bool Exists(DbConnection connection, long groupId) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM driver_groups WHERE group_id = @groupId", new { groupId }) > 0;

    /// <returns>The group's number; null when the name is taken.</returns>
    public Task<long?> AddAsync(DriverGroup group, Caller who) => database.WriteAsync(unit =>
    {
        var groupId = unit.Connection.ExecuteScalar<long?>("""
            INSERT INTO driver_groups (name, name_key, parent_id_tag, one_transaction_at_a_time, note, version, changed_at)
            VALUES (@Name, @key, @ParentIdTag, @OneTransactionAtATime, @Note, 1, @Now) ON CONFLICT DO NOTHING RETURNING group_id
            """, Values(unit, group));
        if (groupId is { } made) Tell(unit, who, "group.add", made, group.Name);
        return groupId;
    });

    /// <param name="group">All that is said about it from now on.</param>
    /// <param name="expected">The version the change is based on; null takes any.</param>
    public Task<Outcome> ChangeAsync(DriverGroup group, long? expected, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, group.GroupId) is not { } present) return Outcome.NotFound;
        if (expected is { } version && version != present.Version) return Outcome.ChangedMeanwhile;
        if (UniqueName.IsAnothers(unit.Connection, "driver_groups", "group_id", group.Name, group.GroupId)) return Outcome.NameTaken;
        unit.Connection.Execute("""
            UPDATE driver_groups SET name = @Name, name_key = @key, parent_id_tag = @ParentIdTag, one_transaction_at_a_time = @OneTransactionAtATime,
              note = @Note, version = version + 1, changed_at = @Now
            WHERE group_id = @GroupId
            """, Values(unit, group));
        Tell(unit, who, "group.change", group.GroupId, group.Name);
        return Outcome.Done;
    });

    public Task<Outcome> RemoveAsync(long groupId, Caller who) => database.WriteAsync(unit =>
    {
        if (Find(unit.Connection, groupId) is not { } present) return Outcome.NotFound;
        if (present.Rules > 0 || present.Drivers > 0 || present.Tariffs > 0) return Outcome.InUse;
        unit.Connection.Execute("DELETE FROM driver_groups WHERE group_id = @groupId", new { groupId });
        AuditLog.Append(unit, who, "group.remove", $"{groupId}", AuditDetail.Of("name", present.Name));
        unit.Raise(new GroupRemoved(groupId, present.Name));
        return Outcome.Done;
    });

    private static object Values(WriteUnit unit, DriverGroup group) => new
    {
        group.GroupId,
        group.Name,
        key = UniqueName.Key(group.Name),
        group.ParentIdTag,
        group.OneTransactionAtATime,
        group.Note,
        unit.Now,
    };

    private static void Tell(WriteUnit unit, Caller who, string action, long groupId, string name)
    {
        AuditLog.Append(unit, who, action, $"{groupId}", AuditDetail.Of("name", name));
        unit.Raise(new GroupChanged(groupId, name));
    }
}
