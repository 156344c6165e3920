using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.SecurityEvents;

/// <summary>Keeps a security event with how grave it is. It is answered after the commit: stations hold critical ones until then (A04.FR.02).</summary>
internal sealed class SecurityEventHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.SecurityEventNotification;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) => Step.AfterCommit(new Record((SecurityEventNotificationRequest)call.Request));

    private sealed class Record(SecurityEventNotificationRequest reported) : Effect
    {
        public override object Apply(WriteUnit unit, Lease lease)
        {
            var critical = SecurityEventTypes.Critical(reported.Type);
            unit.Connection.Execute("""
                INSERT INTO security_events (station_id, type, critical, happened_at, tech_info, received_at)
                VALUES (@StationId, @Type, @critical, @at, @TechInfo, @Now)
                """, new { lease.StationId, reported.Type, critical, at = reported.Timestamp.Instant, reported.TechInfo, unit.Now });
            unit.Raise(new SecurityEventReported(reported.Type, critical, reported.Timestamp.Instant, reported.TechInfo) { Station = lease.Identity });
            return new SecurityEventNotificationResponse();
        }
    }
}
