using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Notifications;

/// <summary>
/// Takes a notification whose answer is empty and keeps it as an event. It is never refused, also from stations that should not send it:
/// they would send it again for ever (digest trap 32).
/// </summary>
internal sealed class NotificationHandler(OcppAction action) : IMessageHandler
{
    public OcppAction Action => action;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) =>
        Step.AfterCommit(new Record(action, PayloadJson.ToText(action.Request, call.Request)));

    private sealed class Record(OcppAction action, string content) : Effect
    {
        public override object Apply(WriteUnit unit, Lease lease)
        {
            unit.Raise(new StationNotified(action.Name, content) { Station = lease.Identity });
            return action.Response.Read("{}"u8, ReadMode.Strict);
        }
    }
}
