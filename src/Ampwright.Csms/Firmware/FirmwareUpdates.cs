using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Firmware;

/// <summary>The updates in the store: every step of a <see cref="FirmwareUpdateState"/> is one row changed and one event.</summary>
internal static class FirmwareUpdates
{
    /// <summary>A download over a mobile network and a charging session that has to end first both take hours.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromDays(1);

    private static readonly TransferTable Table = new("firmware_updates", "update_id");

    private const string Columns = """
        SELECT u.update_id, s.identity AS station, u.station_id, s.site_id, u.firmware_id, u.file_name, u.version, u.sha256, u.signed, u.request_id, u.state,
               u.status, u.status_at, u.why, u.command_id, u.requested_by, u.requested_at, u.retrieve_at, u.install_at, u.answered_at, u.fetched_at, u.ended_at,
               u.patience_seconds, u.link_needs_tls
        FROM firmware_updates u JOIN stations s USING (station_id)
        """;

    public static long Request(WriteUnit unit, NewFirmwareUpdate asked)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO firmware_updates (station_id, firmware_id, file_name, version, sha256, signed, request_id, state, command_id, requested_by, requested_at,
              retrieve_at, install_at, patience_seconds)
            VALUES (@StationId, @firmware, @name, @version, @sha256, @Signed, @RequestId, 'Requested', @CommandId, @RequestedBy, @Now, @RetrieveAt, @InstallAt, @patience)
            RETURNING update_id
            """, new
        {
            asked.StationId,
            firmware = asked.File?.FirmwareId,
            name = asked.File?.Name,
            version = asked.File?.Version,
            sha256 = asked.File?.Sha256,
            asked.Signed,
            asked.RequestId,
            asked.CommandId,
            asked.RequestedBy,
            unit.Now,
            asked.RetrieveAt,
            asked.InstallAt,
            patience = (long)asked.Patience.TotalSeconds,
        });
        Tell(unit, id);
        return id;
    }

    /// <summary>The next requestId that no signed update of the station has had.</summary>
    public static int NextRequestId(WriteUnit unit, long stationId) => Table.NextRequestId(unit, stationId);

    public static FirmwareUpdateRecord? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<FirmwareUpdateRecord>($"{Columns} WHERE u.update_id = @id", new { id });

    public static FirmwareUpdateRecord? OfCommand(DbConnection connection, long commandId) =>
        connection.QueryFirstOrDefault<FirmwareUpdateRecord>($"{Columns} WHERE u.command_id = @commandId", new { commandId });

    /// <summary>The newest first.</summary>
    public static List<FirmwareUpdateRecord> List(
        DbConnection connection, SiteScope scope, string? station, FirmwareUpdateState? state, long? firmware, long before, int limit) =>
        connection.Query<FirmwareUpdateRecord>($"""
            {Columns}
            WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@state IS NULL OR u.state = @state)
              AND (@firmware IS NULL OR u.firmware_id = @firmware) AND u.update_id < @before
            ORDER BY u.update_id DESC LIMIT @limit
            """, new { scope.All, scope.Ids, key = station is null ? null : StationIdentity.Fold(station), state = state?.ToString(), firmware, before, limit }).AsList();

    public static List<FirmwareUpdateRecord> Open(DbConnection connection, long stationId) => connection.Query<FirmwareUpdateRecord>(
        $"{Columns} WHERE u.station_id = @stationId AND u.ended_at IS NULL ORDER BY u.update_id", new { stationId }).AsList();

    public static List<FirmwareUpdateStatus> Statuses(DbConnection connection, long id) => connection.Query<FirmwareUpdateStatus>(
        "SELECT at, status FROM firmware_update_statuses WHERE update_id = @id ORDER BY position", new { id }).AsList();

    /// <summary>The command is on its way: from here on its link leads to the file.</summary>
    public static bool GiveLink(WriteUnit unit, long commandId, (string Hash, bool NeedsTls) link)
    {
        if (OfCommand(unit.Connection, commandId) is not { IsOpen: true, FirmwareId: not null } update) return false;
        Table.GiveLink(unit, update, link, Due(unit, update));
        return true;
    }

    /// <returns>The update whose file the link leads to; null where it leads nowhere, or not any more.</returns>
    public static FirmwareUpdateRecord? OfLink(DbConnection connection, string hash, DateTimeOffset now) => connection.QuerySingleOrDefault<FirmwareUpdateRecord>(
        $"{Columns} WHERE u.link_hash = @hash AND u.ended_at IS NULL AND u.due_at > @now", new { hash, now });

    public static void Keep(WriteUnit unit, FirmwareUpdateRecord update, string status) => Table.Keep(unit, update, status);

    public static void Fetched(WriteUnit unit, long id) =>
        unit.Connection.Execute("UPDATE firmware_updates SET fetched_at = @Now WHERE update_id = @id AND fetched_at IS NULL", new { unit.Now, id });

    /// <summary>The station took it: what it had under way before is over.</summary>
    public static void Accept(WriteUnit unit, FirmwareUpdateRecord update)
    {
        foreach (var older in Open(unit.Connection, update.StationId))
        {
            if (older.UpdateId < update.UpdateId) End(unit, older, FirmwareUpdateState.Superseded, $"update {update.UpdateId} took its place");
        }
        // A status may have come before the answer.
        var state = update.State == FirmwareUpdateState.Requested ? FirmwareUpdateState.Accepted : update.State;
        Table.Accept(unit, update, state.ToString(), Due(unit, update));
        Tell(unit, update.UpdateId);
    }

    public static void Note(WriteUnit unit, FirmwareUpdateRecord update, string why) => Table.Note(unit, update, why, Due(unit, update));

    /// <summary>Its end: nothing leads to the file any more.</summary>
    public static void End(WriteUnit unit, FirmwareUpdateRecord update, FirmwareUpdateState state, string? why = null)
    {
        Table.End(unit, update, state.ToString(), why);
        Tell(unit, update.UpdateId);
    }

    /// <summary>A sign of life: the station's words, one after the other.</summary>
    public static void Running(WriteUnit unit, FirmwareUpdateRecord update) =>
        Table.GoOn(unit, update, nameof(FirmwareUpdateState.Running), Due(unit, update));

    public static void EndAll(WriteUnit unit, long stationId, string why)
    {
        foreach (var open in Open(unit.Connection, stationId)) End(unit, open, FirmwareUpdateState.Failed, why);
    }

    public static bool AnyDue(DbConnection connection, DateTimeOffset now) => Table.AnyDue(connection, now);

    public static void Expire(WriteUnit unit)
    {
        foreach (var due in unit.Connection.Query<FirmwareUpdateRecord>(
            $"{Columns} WHERE u.due_at <= @Now AND u.ended_at IS NULL ORDER BY u.update_id", new { unit.Now }).AsList())
            End(unit, due, FirmwareUpdateState.TimedOut, $"no sign of it for {TimeSpan.FromSeconds(due.PatienceSeconds).TotalMinutes:0} minutes");
    }

    internal static void Tell(WriteUnit unit, long id)
    {
        var now = Find(unit.Connection, id)!;
        unit.Raise(new FirmwareUpdateChanged(id, now.State.ToString(), now.Status, now.Version) { Station = now.Station });
    }

    /// <summary>Nothing is expected of the station before the times it was told.</summary>
    private static DateTimeOffset Due(WriteUnit unit, FirmwareUpdateRecord update)
    {
        var from = update.RetrieveAt > unit.Now ? update.RetrieveAt : unit.Now;
        if (update.InstallAt is { } install && install > from) from = install;
        return from.AddSeconds(update.PatienceSeconds);
    }
}
