using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Availability;

/// <summary>OCPP 1.6 ed. 2 §4.6. Answered at once, whatever the store is doing: the station sets its clock by it.</summary>
internal sealed class HeartbeatHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.Heartbeat;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) => Step.Answer(new HeartbeatResponse { CurrentTime = now });
}
