using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Boot;

internal sealed class BootRecord(BootNotificationRequest boot) : Effect
{
    public override object Apply(WriteUnit unit, Lease lease)
    {
        var policy = unit.Connection.QuerySingle<Row>("""
            UPDATE stations SET vendor = @ChargePointVendor, model = @ChargePointModel, serial_number = @ChargePointSerialNumber,
              charge_box_serial_number = @ChargeBoxSerialNumber, firmware_version = @FirmwareVersion, iccid = @Iccid, imsi = @Imsi,
              meter_type = @MeterType, meter_serial_number = @MeterSerialNumber, last_boot_at = @Now, registration = boot_policy
            WHERE station_id = @StationId
            RETURNING boot_policy, heartbeat_seconds, retry_seconds
            """, new
        {
            boot.ChargePointVendor,
            boot.ChargePointModel,
            boot.ChargePointSerialNumber,
            boot.ChargeBoxSerialNumber,
            boot.FirmwareVersion,
            boot.Iccid,
            boot.Imsi,
            boot.MeterType,
            boot.MeterSerialNumber,
            unit.Now,
            lease.StationId,
        });
        // The station sets its clock now: stamps from before say nothing about the order any more.
        unit.Connection.Execute("UPDATE connectors SET newest_stamp = '' WHERE station_id = @StationId", new { lease.StationId });
        var status = policy.BootPolicy switch
        {
            BootPolicy.Accepted => RegistrationStatus.Accepted,
            BootPolicy.Pending => RegistrationStatus.Pending,
            _ => RegistrationStatus.Rejected,
        };
        unit.Raise(new StationBooted(boot.ChargePointVendor, boot.ChargePointModel, boot.FirmwareVersion, status.ToString()) { Station = lease.Identity });
        if (policy.BootPolicy == BootPolicy.Pending && StationRegistry.Find(unit.Connection, lease.Identity) is { } station) BootSteps.Begin(unit, station);
        return new BootNotificationResponse
        {
            Status = status,
            CurrentTime = unit.Now,
            Interval = status == RegistrationStatus.Accepted ? policy.HeartbeatSeconds : policy.RetrySeconds,
        };
    }

    private sealed class Row
    {
        public BootPolicy BootPolicy { get; init; }
        public int HeartbeatSeconds { get; init; }
        public int RetrySeconds { get; init; }
    }
}
