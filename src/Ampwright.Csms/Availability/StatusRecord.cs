using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Availability;

/// <summary>
/// Notes a connector's status. Notifications are ordered by their own time stamps, because stations send old ones after a reconnect
/// (digest trap 22); one that is stamped earlier than the newest since the last boot is answered and changes nothing.
/// </summary>
internal sealed class StatusRecord(StatusNotificationRequest notification) : Effect
{
    public override object Apply(WriteUnit unit, Lease lease)
    {
        // A stamp ahead of us would hold up all that follow; one from before clocks were set says nothing.
        var stamp = notification.Timestamp?.Instant is { Year: >= 2010 } told && told <= unit.Now ? told : unit.Now;
        var changed = unit.Connection.Execute("""
            INSERT INTO connectors (station_id, connector_id, status, error_code, info, vendor_id, vendor_error_code, status_at, newest_stamp, received_at)
            VALUES (@StationId, @ConnectorId, @status, @errorCode, @Info, @VendorId, @VendorErrorCode, @stamp, @stamp, @Now)
            ON CONFLICT DO UPDATE SET status = excluded.status, error_code = excluded.error_code, info = excluded.info,
              vendor_id = excluded.vendor_id, vendor_error_code = excluded.vendor_error_code, status_at = excluded.status_at,
              newest_stamp = excluded.newest_stamp, received_at = excluded.received_at
            WHERE newest_stamp <= excluded.newest_stamp
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
            unit.Now,
        });
        if (changed > 0)
        {
            unit.Raise(new ConnectorStatusChanged(
                notification.ConnectorId, notification.Status.Text, notification.ErrorCode.Text, notification.Info, stamp)
            {
                Station = lease.Identity,
            });
        }
        return new StatusNotificationResponse();
    }
}
