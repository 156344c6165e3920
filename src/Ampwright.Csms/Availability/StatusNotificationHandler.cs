using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Availability;

/// <summary>OCPP 1.6 ed. 2 §4.9.</summary>
internal sealed class StatusNotificationHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.StatusNotification;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) =>
        Step.AfterCommit(new StatusRecord((StatusNotificationRequest)call.Request));
}
