using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Boot;

/// <summary>OCPP 1.6 ed. 2 §4.2. The station's record decides; what the station says about itself is noted whatever the verdict.</summary>
internal sealed class BootNotificationHandler : IMessageHandler
{
    public OcppAction Action => Catalogue.BootNotification;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) =>
        Step.AfterCommit(new BootRecord((BootNotificationRequest)call.Request));
}
