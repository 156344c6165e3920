using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>What is known of a station's list.</summary>
internal sealed record ListRecord
{
    public long StationId { get; init; }

    /// <summary>As the operator set it for the station.</summary>
    public ListMode Mode { get; init; }

    /// <summary>As the operator set it for the site.</summary>
    public ListMode SiteMode { get; init; }

    /// <summary>What holds of both.</summary>
    public ListMode EffectiveMode => Mode == ListMode.AsSite ? SiteMode : Mode;

    public ListState State { get; init; }
    public string? Detail { get; init; }
    public int? HeldVersion { get; init; }
    public int TriedVersion { get; init; }
    public bool LimitsDue { get; init; }
    public bool CheckDue { get; init; }
    public bool FullDue { get; init; }
    public long? CommandId { get; init; }
    public string? AskedBy { get; init; }
    public int Failures { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? InStepAt { get; init; }
    public int LeftOut { get; init; }

    /// <summary>Of a station that had none yet: everything is to be found out.</summary>
    public static ListRecord Of(DbConnection connection, long stationId) => connection.QuerySingle<ListRecord>("""
        SELECT s.station_id, coalesce(l.mode, 'AsSite') AS mode, w.local_lists AS site_mode, coalesce(l.state, 'Waiting') AS state, l.detail,
               l.held_version, coalesce(l.tried_version, 0) AS tried_version, coalesce(l.limits_due, TRUE) AS limits_due,
               coalesce(l.check_due, TRUE) AS check_due, coalesce(l.full_due, FALSE) AS full_due, l.command_id, l.asked_by,
               coalesce(l.failures, 0) AS failures, l.due_at, l.in_step_at, coalesce(l.left_out, 0) AS left_out
        FROM stations s JOIN sites w ON w.site_id = s.site_id LEFT JOIN local_lists l ON l.station_id = s.station_id
        WHERE s.station_id = @stationId
        """, new { stationId });

    /// <summary>Somebody wants it replaced, whatever it is.</summary>
    public ListRecord Anew(string askedBy) => this with { LimitsDue = true, CheckDue = true, FullDue = true, AskedBy = askedBy };

    public void Store(WriteUnit unit) => unit.Connection.Execute("""
        INSERT INTO local_lists (station_id, mode, state, detail, held_version, tried_version, limits_due, check_due, full_due, command_id, asked_by,
          failures, due_at, in_step_at, left_out)
        VALUES (@StationId, @mode, @state, @Detail, @HeldVersion, @TriedVersion, @LimitsDue, @CheckDue, @FullDue, @CommandId, @AskedBy,
          @Failures, @DueAt, @InStepAt, @LeftOut)
        ON CONFLICT (station_id) DO UPDATE SET mode = excluded.mode, state = excluded.state, detail = excluded.detail,
          held_version = excluded.held_version, tried_version = excluded.tried_version, limits_due = excluded.limits_due,
          check_due = excluded.check_due, full_due = excluded.full_due, command_id = excluded.command_id, asked_by = excluded.asked_by,
          failures = excluded.failures, due_at = excluded.due_at, in_step_at = excluded.in_step_at, left_out = excluded.left_out
        """, new
    {
        StationId,
        mode = Mode.ToString(),
        state = State.ToString(),
        Detail,
        HeldVersion,
        TriedVersion,
        LimitsDue,
        CheckDue,
        FullDue,
        CommandId,
        AskedBy,
        Failures,
        DueAt,
        InStepAt,
        LeftOut,
    });
}
