using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Dapper;

namespace Ampwright.Csms.Diagnostics;

/// <summary>
/// What stations tell of their uploads by DiagnosticsStatusNotification and LogStatusNotification (OCPP 1.6 ed. 2 §4.4; whitepaper N01), and which
/// upload they mean: of those that were sent by the command the notification belongs to, the newest with the requestId; where there is none, the newest.
/// </summary>
internal static class LogSigns
{
    private const int LongestStatus = 50;

    private const string Idle = nameof(DiagnosticsStatus.Idle);

    /// <param name="unit">The unit of work.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="notification">The request of either.</param>
    public static void Note(WriteUnit unit, long stationId, object notification)
    {
        if (notification is LogStatusNotificationRequest log) Note(unit, stationId, ofGetLog: true, log.RequestId, log.Status.Text);
        else Note(unit, stationId, ofGetLog: false, requestId: null, ((DiagnosticsStatusNotificationRequest)notification).Status.Text);
    }

    private static void Note(WriteUnit unit, long stationId, bool ofGetLog, int? requestId, string status)
    {
        if (status == Idle || Meant(unit, stationId, ofGetLog, requestId) is not { } upload) return;
        if (status.Length > LongestStatus) status = status[..LongestStatus];
        var isNew = status != upload.Status;
        if (isNew) LogUploads.Keep(unit, upload, status);
        switch (status)
        {
            // A station that was offline tells late.
            case "Uploaded" when upload.IsOpen || upload is { State: LogUploadState.TimedOut or LogUploadState.Failed, Elsewhere: true }:
                if (upload.Elsewhere || upload.ShelfName is not null) LogUploads.End(unit, upload, LogUploadState.Uploaded);
                else LogUploads.End(unit, upload, LogUploadState.Failed, "the station told Uploaded, and no file has come");
                return;
            case var _ when !upload.IsOpen:
                if (isNew) LogUploads.Tell(unit, upload.UploadId);
                return;
            // Whitepaper N01.FR.10 writes UploadFailed as well.
            case "UploadFailed" or "UploadFailure" or "BadMessage" or "PermissionDenied" or "NotSupportedOperation":
                LogUploads.End(unit, upload, LogUploadState.Failed, $"the station told {status}");
                return;
            default:
                LogUploads.Uploading(unit, upload);
                if (isNew) LogUploads.Tell(unit, upload.UploadId);
                return;
        }
    }

    private static LogUploadRecord? Meant(WriteUnit unit, long stationId, bool ofGetLog, int? requestId)
    {
        var id = unit.Connection.ExecuteScalar<long?>("""
            SELECT u.upload_id FROM log_uploads u JOIN commands c ON c.command_id = u.command_id
            WHERE u.station_id = @stationId AND (u.kind <> 'Diagnostics') = @ofGetLog AND (@requestId IS NULL OR u.request_id = @requestId)
              AND u.state NOT IN ('Refused', 'Cancelled') AND c.sent_at IS NOT NULL
            ORDER BY u.upload_id DESC LIMIT 1
            """, new { stationId, ofGetLog, requestId });
        return id is { } found ? LogUploads.Find(unit.Connection, found) : null;
    }
}
