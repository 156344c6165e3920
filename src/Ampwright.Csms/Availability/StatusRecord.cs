using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Reservations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Availability;

/// <summary>
/// Notes a connector's status. Notifications are ordered by their own time stamps, because stations send old ones after a reconnect
/// (digest trap 22); one that is stamped earlier than the newest since the last boot is answered and changes nothing.
/// One without a stamp counts as it comes, and leaves the order of the others alone.
/// </summary>
internal sealed class StatusRecord(StatusNotificationRequest notification) : Effect
{
    public override object Apply(WriteUnit unit, Lease lease)
    {
        // A stamp ahead of us would hold up all that follow; one from before clocks were set says nothing.
        // Without a usable one the status is the newest, for it came last; the order of stamps is the station's clock's, not ours.
        var told = notification.Timestamp?.Instant is { Year: >= 2010 } instant && instant <= unit.Now ? instant : (DateTimeOffset?)null;
        var stamp = told ?? unit.Now;
        var changed = unit.Connection.Execute("""
            INSERT INTO connectors (station_id, connector_id, status, error_code, info, vendor_id, vendor_error_code, status_at, newest_stamp, received_at)
            VALUES (@StationId, @ConnectorId, @status, @errorCode, @Info, @VendorId, @VendorErrorCode, @stamp, coalesce(@told, ''), @Now)
            ON CONFLICT (station_id, connector_id) DO UPDATE SET status = excluded.status, error_code = excluded.error_code, info = excluded.info,
              vendor_id = excluded.vendor_id, vendor_error_code = excluded.vendor_error_code, status_at = excluded.status_at,
              newest_stamp = coalesce(@told, connectors.newest_stamp), received_at = excluded.received_at
            WHERE @told IS NULL OR connectors.newest_stamp <= @told
            """, new
        {
            lease.StationId,
            notification.ConnectorId,
            status = notification.Status.Text,
            errorCode = notification.ErrorCode.Text,
            notification.Info,
            notification.VendorId,
            notification.VendorErrorCode,
            stamp,
            told,
            unit.Now,
        });
        if (changed > 0)
        {
            unit.Raise(new ConnectorStatusChanged(
                notification.ConnectorId, notification.Status.Text, notification.ErrorCode.Text, notification.Info, stamp)
            {
                Station = lease.Identity,
            });
            StatusHistory.Note(unit, lease.StationId, notification.ConnectorId, notification.Status.Text, notification.ErrorCode.Text);
            AvailabilityChanges.NoteStatus(unit, lease.Identity, lease.StationId, notification.ConnectorId, notification.Status.Text);
            TransactionTariffs.NoteStatus(unit, lease.StationId, notification.ConnectorId, notification.Status.Text, stamp);
            ReservationSigns.NoteStatus(unit, lease.StationId, notification.ConnectorId, notification.Status.Text);
        }
        return new StatusNotificationResponse();
    }
}
