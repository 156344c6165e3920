using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Dapper;

namespace Ampwright.Csms.Firmware;

/// <summary>
/// What stations tell of their updates by FirmwareStatusNotification and SignedFirmwareStatusNotification (OCPP 1.6 ed. 2 §4.5; whitepaper L01), and
/// which update they mean: of those that were sent, the newest with the requestId; where there is none, the newest of the same kind, signed or not.
/// </summary>
internal static class FirmwareSigns
{
    /// <summary>Statuses kept of one update; what comes after them only moves it.</summary>
    private const int MostStatuses = 200;

    private const int LongestStatus = 50;

    private const string Idle = nameof(FirmwareStatus.Idle);
    private const string Installed = nameof(FirmwareStatus.Installed);

    /// <param name="unit">The unit of work.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="notification">The request of either.</param>
    public static void Note(WriteUnit unit, long stationId, object notification)
    {
        if (notification is SignedFirmwareStatusNotificationRequest signed) Note(unit, stationId, signed: true, signed.RequestId, signed.Status.Text);
        else Note(unit, stationId, signed: false, requestId: null, ((FirmwareStatusNotificationRequest)notification).Status.Text);
    }

    private static void Note(WriteUnit unit, long stationId, bool signed, int? requestId, string status)
    {
        // Nothing is under way, says a station that was asked by a trigger; an update it was sent may still wait for its time.
        if (status == Idle || Meant(unit, stationId, signed, requestId) is not { } update) return;
        if (status.Length > LongestStatus) status = status[..LongestStatus];
        var isNew = status != update.Status;
        if (isNew) Keep(unit, update, status);
        switch (status)
        {
            // Whatever was held of it before: a station that was offline tells late.
            case Installed when update.State is not (FirmwareUpdateState.Installed or FirmwareUpdateState.Superseded):
                FirmwareUpdates.End(unit, update, FirmwareUpdateState.Installed);
                return;
            case var _ when !update.IsOpen:
                if (isNew) FirmwareUpdates.Tell(unit, update.UpdateId);
                return;
            // Whitepaper §6.8: these are the ends without success.
            case "DownloadFailed" or "InstallationFailed" or "InstallVerificationFailed" or "InvalidSignature":
                FirmwareUpdates.End(unit, update, FirmwareUpdateState.Failed, $"the station told {status}");
                return;
            default:
                FirmwareUpdates.Running(unit, update);
                if (isNew) FirmwareUpdates.Tell(unit, update.UpdateId);
                return;
        }
    }

    private static FirmwareUpdateRecord? Meant(WriteUnit unit, long stationId, bool signed, int? requestId)
    {
        var id = unit.Connection.ExecuteScalar<long?>("""
            SELECT u.update_id FROM firmware_updates u JOIN commands c ON c.command_id = u.command_id
            WHERE u.station_id = @stationId AND u.signed = @signed AND (@requestId IS NULL OR u.request_id = @requestId)
              AND u.state NOT IN ('Refused', 'Cancelled') AND c.sent_at IS NOT NULL
            ORDER BY u.update_id DESC LIMIT 1
            """, new { stationId, signed, requestId });
        return id is { } found ? FirmwareUpdates.Find(unit.Connection, found) : null;
    }

    private static void Keep(WriteUnit unit, FirmwareUpdateRecord update, string status)
    {
        FirmwareUpdates.Keep(unit, update, status);
        unit.Connection.Execute("""
            INSERT INTO firmware_update_statuses (update_id, position, at, status)
            SELECT @UpdateId, count(*), @Now, @status FROM firmware_update_statuses WHERE update_id = @UpdateId HAVING count(*) < @MostStatuses
            """, new { update.UpdateId, unit.Now, status, MostStatuses });
    }
}
