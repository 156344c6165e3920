using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Reservations;

/// <summary>The reservations in the store: every step of a <see cref="ReservationState"/> is one row changed and one event.</summary>
internal static class ReservationBook
{
    private const string Columns = """
        SELECT r.row_id, s.identity AS station, r.station_id, s.site_id, r.reservation_id, r.connector_id, r.id_tag, r.parent_id_tag, r.expires_at, r.state,
               r.command_id, r.cancel_command_id, r.requested_by, r.requested_at, r.answered_at, r.shown_on, r.ended_at, r.transaction_id, r.why
        FROM reservations r JOIN stations s USING (station_id)
        """;

    /// <summary>Somebody asks a station for it. The row is there before the answer: an answer that is lost leaves a trace.</summary>
    public static long Request(WriteUnit unit, ReservationRequested asked)
    {
        var row = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO reservations (station_id, reservation_id, connector_id, id_tag, id_tag_key, parent_id_tag, expires_at, state, command_id, requested_by, requested_at)
            VALUES (@StationId, @ReservationId, @ConnectorId, @IdTag, @key, @ParentIdTag, @ExpiresAt, 'Requested', @CommandId, @RequestedBy, @Now)
            RETURNING row_id
            """, new
        {
            asked.StationId,
            asked.ReservationId,
            asked.ConnectorId,
            asked.IdTag,
            key = IdTagList.Fold(asked.IdTag),
            asked.ParentIdTag,
            asked.ExpiresAt,
            asked.CommandId,
            asked.RequestedBy,
            unit.Now,
        });
        Tell(unit, Find(unit.Connection, row)!);
        return row;
    }

    /// <summary>The next id that no reservation of the station has had.</summary>
    public static int NextId(WriteUnit unit, long stationId) => unit.Connection.ExecuteScalar<int>(
        "SELECT coalesce(max(reservation_id), 0) + 1 FROM reservations WHERE station_id = @stationId AND reservation_id < 2000000000", new { stationId });

    public static ReservationRecord? Find(DbConnection connection, long rowId) =>
        connection.QuerySingleOrDefault<ReservationRecord>($"{Columns} WHERE r.row_id = @rowId", new { rowId });

    public static ReservationRecord? OfCommand(DbConnection connection, long commandId) =>
        connection.QuerySingleOrDefault<ReservationRecord>($"{Columns} WHERE r.command_id = @commandId", new { commandId });

    /// <summary>Those that a station holds, or may hold.</summary>
    public static List<ReservationRecord> Open(DbConnection connection, long stationId) => connection.Query<ReservationRecord>(
        $"{Columns} WHERE r.station_id = @stationId AND r.state IN ('Requested', 'Active') ORDER BY r.row_id", new { stationId }).AsList();

    /// <summary>The newest of the id, whatever became of it.</summary>
    public static ReservationRecord? Newest(DbConnection connection, long stationId, int reservationId) => connection.QueryFirstOrDefault<ReservationRecord>(
        $"{Columns} WHERE r.station_id = @stationId AND r.reservation_id = @reservationId AND r.state <> 'Refused' ORDER BY r.row_id DESC LIMIT 1",
        new { stationId, reservationId });

    /// <summary>The newest first.</summary>
    public static List<ReservationRecord> List(
        DbConnection connection, SiteScope scope, string? station, ReservationState? state, long before, int limit) => connection.Query<ReservationRecord>($"""
        {Columns}
        WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@state IS NULL OR r.state = @state) AND r.row_id < @before
        ORDER BY r.row_id DESC LIMIT @limit
        """, new { scope.All, scope.Ids, key = station is null ? null : StationIdentity.Fold(station), state = state?.ToString(), before, limit }).AsList();

    public static void Activate(WriteUnit unit, ReservationRecord reservation)
    {
        unit.Connection.Execute("UPDATE reservations SET state = 'Active', answered_at = @Now WHERE row_id = @RowId", new { unit.Now, reservation.RowId });
        Tell(unit, Find(unit.Connection, reservation.RowId)!);
    }

    public static void End(WriteUnit unit, ReservationRecord reservation, ReservationState state, string? why = null, int? transactionId = null)
    {
        unit.Connection.Execute("""
            UPDATE reservations SET state = @state, ended_at = @Now, why = @why, transaction_id = @transactionId,
              answered_at = CASE WHEN @answered AND answered_at IS NULL THEN @Now ELSE answered_at END
            WHERE row_id = @RowId
            """, new { state = state.ToString(), unit.Now, why, transactionId, answered = state is ReservationState.Refused, reservation.RowId });
        Tell(unit, Find(unit.Connection, reservation.RowId)!);
    }

    public static void Note(WriteUnit unit, ReservationRecord reservation, string why) =>
        unit.Connection.Execute("UPDATE reservations SET why = @why WHERE row_id = @RowId", new { why, reservation.RowId });

    public static void ShownOn(WriteUnit unit, ReservationRecord reservation, int connectorId) =>
        unit.Connection.Execute("UPDATE reservations SET shown_on = @connectorId WHERE row_id = @RowId", new { connectorId, reservation.RowId });

    public static void Cancelling(WriteUnit unit, long rowId, long commandId) =>
        unit.Connection.Execute("UPDATE reservations SET cancel_command_id = @commandId WHERE row_id = @rowId", new { commandId, rowId });

    /// <summary>Whether any has come to its time.</summary>
    public static bool AnyDue(DbConnection connection, DateTimeOffset now) => connection.ExecuteScalar<int>(
        "SELECT count(*) FROM reservations WHERE expires_at <= @now AND state IN ('Requested', 'Active')", new { now }) > 0;

    public static void Expire(WriteUnit unit)
    {
        foreach (var due in unit.Connection.Query<ReservationRecord>(
            $"{Columns} WHERE r.expires_at <= @Now AND r.state IN ('Requested', 'Active') ORDER BY r.row_id", new { unit.Now }).AsList())
            End(unit, due, ReservationState.Expired);
    }

    private static void Tell(WriteUnit unit, ReservationRecord now) => unit.Raise(
        new ReservationChanged(now.RowId, now.ReservationId, now.ConnectorId, now.State.ToString(), now.TransactionId) { Station = now.Station });
}
