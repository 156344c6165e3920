using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>The upgrades in the store, and their steps.</summary>
internal static class ProfileUpgrades
{
    // Both profiles open the door as long as the station's record names a next one; that is the newest upgrade's.
    private const string Columns = """
        SELECT u.upgrade_id, s.identity AS station, u.station_id, s.site_id, u.from_profile, u.target_profile, u.state, u.why, u.unclear, u.reset, u.reset_after_seconds,
               u.patience_seconds, u.password_given, u.root_certificate, u.requested_by, u.requested_at, u.switched_at, u.ended_at,
               s.next_security_profile IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM security_profile_upgrades newer WHERE newer.station_id = u.station_id AND newer.upgrade_id > u.upgrade_id) AS accepts_both
        FROM security_profile_upgrades u JOIN stations s USING (station_id)
        """;

    private const string StepColumns = """
        SELECT upgrade_id, position, step, state, detail, attempts, command_id, began_at, due_at, deadline_at, ended_at FROM security_profile_upgrade_steps
        """;

    public static long Add(WriteUnit unit, StationRecord station, NewUpgrade asked, string requestedBy, bool unclear, IEnumerable<UpgradeStep> steps)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO security_profile_upgrades (station_id, from_profile, target_profile, state, unclear, reset, reset_after_seconds, patience_seconds,
              password_given, root_certificate, requested_by, requested_at)
            VALUES (@StationId, @SecurityProfile, @TargetProfile, 'Preparing', @unclear, @reset, @resetAfter, @patience, @given, @RootCertificate, @requestedBy, @Now)
            RETURNING upgrade_id
            """, new
        {
            station.StationId,
            station.SecurityProfile,
            asked.TargetProfile,
            unclear,
            reset = asked.Reset.ToString(),
            resetAfter = (long)asked.ResetAfter.TotalSeconds,
            patience = (long)asked.Patience.TotalSeconds,
            given = asked.Password is not null,
            asked.RootCertificate,
            requestedBy,
            unit.Now,
        });
        var position = 0;
        foreach (var step in steps)
        {
            unit.Connection.Execute("INSERT INTO security_profile_upgrade_steps (upgrade_id, position, step, state) VALUES (@id, @position, @step, 'Waiting')",
                new { id, position = ++position, step = step.ToString() });
        }
        Tell(unit, id);
        return id;
    }

    public static UpgradeRecord? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<UpgradeRecord>($"{Columns} WHERE u.upgrade_id = @id", new { id });

    public static UpgradeRecord? Open(DbConnection connection, long stationId) =>
        connection.QuerySingleOrDefault<UpgradeRecord>($"{Columns} WHERE u.station_id = @stationId AND u.ended_at IS NULL", new { stationId });

    public static UpgradeRecord? Newest(DbConnection connection, long stationId) => connection.QueryFirstOrDefault<UpgradeRecord>(
        $"{Columns} WHERE u.station_id = @stationId ORDER BY u.upgrade_id DESC LIMIT 1", new { stationId });

    /// <summary>The newest first.</summary>
    public static List<UpgradeRecord> List(DbConnection connection, SiteScope scope, string? station, UpgradeState? state, long before, int limit) =>
        connection.Query<UpgradeRecord>($"""
            {Columns}
            WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@state IS NULL OR u.state = @state) AND u.upgrade_id < @before
            ORDER BY u.upgrade_id DESC LIMIT @limit
            """, new { scope.All, scope.Ids, key = station is null ? null : StationIdentity.Fold(station), state = state?.ToString(), before, limit }).AsList();

    public static List<UpgradeRecord> AllOpen(DbConnection connection) => connection.Query<UpgradeRecord>($"{Columns} WHERE u.ended_at IS NULL ORDER BY u.upgrade_id").AsList();

    public static List<long> Due(DbConnection connection, DateTimeOffset now) => connection.Query<long>("""
        SELECT DISTINCT t.upgrade_id FROM security_profile_upgrade_steps t JOIN security_profile_upgrades u USING (upgrade_id)
        WHERE t.state = 'Running' AND t.due_at <= @now AND u.ended_at IS NULL
        """, new { now }).AsList();

    public static List<UpgradeStepRecord> Steps(DbConnection connection, long id) =>
        connection.Query<UpgradeStepRecord>($"{StepColumns} WHERE upgrade_id = @id ORDER BY position", new { id }).AsList();

    /// <summary>The station was told to switch, or is about to be.</summary>
    public static void Switching(WriteUnit unit, UpgradeRecord upgrade)
    {
        unit.Connection.Execute("UPDATE security_profile_upgrades SET state = 'Switching', switched_at = coalesce(switched_at, @Now) WHERE upgrade_id = @UpgradeId",
            new { unit.Now, upgrade.UpgradeId });
        Tell(unit, upgrade.UpgradeId);
    }

    public static void MarkUnclear(WriteUnit unit, UpgradeRecord upgrade) => unit.Connection.Execute(
        "UPDATE security_profile_upgrades SET unclear = TRUE WHERE upgrade_id = @UpgradeId", new { upgrade.UpgradeId });

    /// <summary>The end of it, or a word more about it.</summary>
    public static void End(WriteUnit unit, UpgradeRecord upgrade, UpgradeState state, string? why)
    {
        unit.Connection.Execute("UPDATE security_profile_upgrades SET state = @state, why = @why, ended_at = @Now WHERE upgrade_id = @UpgradeId",
            new { state = state.ToString(), why, unit.Now, upgrade.UpgradeId });
        Tell(unit, upgrade.UpgradeId);
    }

    public static void Store(WriteUnit unit, UpgradeStepRecord step) => unit.Connection.Execute("""
        UPDATE security_profile_upgrade_steps SET state = @state, detail = @Detail, attempts = @Attempts, command_id = @CommandId, began_at = @BeganAt, due_at = @DueAt,
          deadline_at = @DeadlineAt, ended_at = @EndedAt
        WHERE upgrade_id = @UpgradeId AND position = @Position
        """, new { state = step.State.ToString(), step.Detail, step.Attempts, step.CommandId, step.BeganAt, step.DueAt, step.DeadlineAt, step.EndedAt, step.UpgradeId, step.Position });

    public static void Tell(WriteUnit unit, long id)
    {
        var now = Find(unit.Connection, id)!;
        var step = Steps(unit.Connection, id).Find(one => one.State is StepState.Running);
        unit.Raise(new SecurityProfileUpgradeChanged(id, now.TargetProfile, now.State.ToString(), step?.Step.ToString(), now.Why) { Station = now.Station });
    }
}
