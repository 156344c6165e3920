using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Diagnostics;

/// <summary>The uploads in the store: every step of a <see cref="LogUploadState"/> is one row changed and one event.</summary>
internal static class LogUploads
{
    public static readonly TimeSpan UsualPatience = TimeSpan.FromHours(1);

    private static readonly TransferTable Table = new("log_uploads", "upload_id");

    private const string Columns = """
        SELECT u.upload_id, s.identity AS station, u.station_id, s.site_id, u.kind, u.elsewhere, u.request_id, u.oldest_at, u.latest_at, u.state, u.status, u.status_at,
               u.why, u.command_id, u.requested_by, u.requested_at, u.answered_at, u.announced_name, u.file_name, u.shelf_name, u.bytes, u.sha256, u.received_at,
               u.removed_at, u.ended_at, u.patience_seconds, u.link_needs_tls
        FROM log_uploads u JOIN stations s USING (station_id)
        """;

    public static long Request(WriteUnit unit, NewLogUpload asked)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO log_uploads (station_id, kind, elsewhere, request_id, oldest_at, latest_at, state, command_id, requested_by, requested_at, patience_seconds)
            VALUES (@StationId, @kind, @Elsewhere, @RequestId, @OldestAt, @LatestAt, 'Requested', @CommandId, @RequestedBy, @Now, @patience) RETURNING upload_id
            """, new
        {
            asked.StationId,
            kind = asked.Kind.ToString(),
            asked.Elsewhere,
            asked.RequestId,
            asked.OldestAt,
            asked.LatestAt,
            asked.CommandId,
            asked.RequestedBy,
            unit.Now,
            patience = (long)asked.Patience.TotalSeconds,
        });
        Tell(unit, id);
        return id;
    }

    /// <summary>The next requestId that no log of the station has had.</summary>
    public static int NextRequestId(WriteUnit unit, long stationId) => Table.NextRequestId(unit, stationId);

    public static LogUploadRecord? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<LogUploadRecord>($"{Columns} WHERE u.upload_id = @id", new { id });

    public static LogUploadRecord? OfCommand(DbConnection connection, long commandId) =>
        connection.QueryFirstOrDefault<LogUploadRecord>($"{Columns} WHERE u.command_id = @commandId", new { commandId });

    /// <summary>The newest first.</summary>
    public static List<LogUploadRecord> List(
        DbConnection connection, SiteScope scope, string? station, LogUploadState? state, LogUploadKind? kind, long before, int limit) =>
        connection.Query<LogUploadRecord>($"""
            {Columns}
            WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@state IS NULL OR u.state = @state)
              AND (@kind IS NULL OR u.kind = @kind) AND u.upload_id < @before
            ORDER BY u.upload_id DESC LIMIT @limit
            """, new
        {
            scope.All,
            scope.Ids,
            key = station is null ? null : StationIdentity.Fold(station),
            state = state?.ToString(),
            kind = kind?.ToString(),
            before,
            limit,
        }).AsList();

    public static List<LogUploadRecord> Open(DbConnection connection, long stationId) => connection.Query<LogUploadRecord>(
        $"{Columns} WHERE u.station_id = @stationId AND u.ended_at IS NULL ORDER BY u.upload_id", new { stationId }).AsList();

    /// <summary>The command is on its way: from here on a file may come by its link.</summary>
    public static bool GiveLink(WriteUnit unit, long commandId, (string Hash, bool NeedsTls) link)
    {
        if (OfCommand(unit.Connection, commandId) is not { IsOpen: true, Elsewhere: false } upload) return false;
        Table.GiveLink(unit, upload, link, Due(unit, upload));
        return true;
    }

    /// <returns>The upload that the link belongs to; null where it leads nowhere, or not any more.</returns>
    public static LogUploadRecord? OfLink(DbConnection connection, string hash, DateTimeOffset now) => connection.QuerySingleOrDefault<LogUploadRecord>(
        $"{Columns} WHERE u.link_hash = @hash AND u.ended_at IS NULL AND u.due_at > @now", new { hash, now });

    /// <summary>The file is here. The upload ends with the station's word, or with our patience.</summary>
    public static void Received(WriteUnit unit, LogUploadRecord upload, StoredFile file, string? name)
    {
        unit.Connection.Execute("""
            UPDATE log_uploads SET file_name = @name, shelf_name = @shelf, bytes = @Bytes, sha256 = @Sha256, received_at = @Now, why = NULL, due_at = @due,
              state = CASE WHEN state = 'Requested' OR state = 'Accepted' THEN 'Uploading' ELSE state END
            WHERE upload_id = @UploadId
            """, new { name, shelf = file.Name, file.Bytes, file.Sha256, unit.Now, due = Due(unit, upload), upload.UploadId });
        Tell(unit, upload.UploadId);
    }

    /// <summary>The station took it: what it had under way before, of the same kind of command, is over.</summary>
    public static void Accept(WriteUnit unit, LogUploadRecord upload, string? announcedName)
    {
        foreach (var older in Open(unit.Connection, upload.StationId))
        {
            if (older.UploadId < upload.UploadId && (older.Kind == LogUploadKind.Diagnostics) == (upload.Kind == LogUploadKind.Diagnostics))
                End(unit, older, LogUploadState.Superseded, $"upload {upload.UploadId} took its place");
        }
        // A status or the file may have come before the answer.
        var state = upload.State == LogUploadState.Requested ? LogUploadState.Accepted : upload.State;
        Table.Accept(unit, upload, state.ToString(), Due(unit, upload));
        unit.Connection.Execute("UPDATE log_uploads SET announced_name = @name WHERE upload_id = @UploadId", new { name = ReceivedName.Of(announcedName), upload.UploadId });
        Tell(unit, upload.UploadId);
    }

    public static void Note(WriteUnit unit, LogUploadRecord upload, string why) => Table.Note(unit, upload, why, Due(unit, upload));

    /// <summary>What went wrong with it so far; no sign of life.</summary>
    public static void Remark(WriteUnit unit, LogUploadRecord upload, string why) =>
        unit.Connection.Execute("UPDATE log_uploads SET why = @why WHERE upload_id = @UploadId", new { why, upload.UploadId });

    /// <summary>A sign of life.</summary>
    public static void Uploading(WriteUnit unit, LogUploadRecord upload) =>
        Table.GoOn(unit, upload, nameof(LogUploadState.Uploading), Due(unit, upload));

    public static void Keep(WriteUnit unit, LogUploadRecord upload, string status) => Table.Keep(unit, upload, status);

    /// <summary>Its end: nothing comes by its link any more. A file that is here stays.</summary>
    public static void End(WriteUnit unit, LogUploadRecord upload, LogUploadState state, string? why = null)
    {
        Table.End(unit, upload, state.ToString(), why);
        Tell(unit, upload.UploadId);
    }

    public static void EndAll(WriteUnit unit, long stationId, string why)
    {
        foreach (var open in Open(unit.Connection, stationId)) End(unit, open, LogUploadState.Failed, why);
    }

    /// <summary>The row stays and says that there was a file.</summary>
    public static void FileRemoved(WriteUnit unit, LogUploadRecord upload)
    {
        unit.Connection.Execute("UPDATE log_uploads SET shelf_name = NULL, removed_at = @Now WHERE upload_id = @UploadId", new { unit.Now, upload.UploadId });
        Tell(unit, upload.UploadId);
    }

    public static bool AnyDue(DbConnection connection, DateTimeOffset now) => Table.AnyDue(connection, now);

    public static void Expire(WriteUnit unit)
    {
        foreach (var due in unit.Connection.Query<LogUploadRecord>(
            $"{Columns} WHERE u.due_at <= @Now AND u.ended_at IS NULL ORDER BY u.upload_id", new { unit.Now }).AsList())
        {
            if (due.ShelfName is not null) End(unit, due, LogUploadState.Uploaded, "the file is here; the station did not say that it is done");
            else End(unit, due, LogUploadState.TimedOut, $"no sign of it for {TimeSpan.FromSeconds(due.PatienceSeconds).TotalMinutes:0} minutes");
        }
    }

    /// <summary>Those with files here, the oldest first.</summary>
    public static List<LogUploadRecord> WithFiles(DbConnection connection, int limit) => connection.Query<LogUploadRecord>(
        $"{Columns} WHERE u.shelf_name IS NOT NULL ORDER BY u.received_at, u.upload_id LIMIT @limit", new { limit }).AsList();

    /// <summary>Bytes of all files here.</summary>
    public static long Size(DbConnection connection) =>
        connection.ExecuteScalar<long>("SELECT CAST(coalesce(sum(bytes), 0) AS bigint) FROM log_uploads WHERE shelf_name IS NOT NULL");

    internal static void Tell(WriteUnit unit, long id)
    {
        var now = Find(unit.Connection, id)!;
        unit.Raise(new LogUploadChanged(id, now.Kind.ToString(), now.State.ToString(), now.Status, now.ShelfName is null ? null : now.Bytes) { Station = now.Station });
    }

    private static DateTimeOffset Due(WriteUnit unit, LogUploadRecord upload) => unit.Now.AddSeconds(upload.PatienceSeconds);
}
