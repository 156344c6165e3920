using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Notifications;

/// <summary>
/// Takes a notification whose answer is empty: keeps it as an event and tells the feature it concerns. It is never refused, whatever is known of
/// what it speaks of: a station would send it again for ever (digest trap 32).
/// </summary>
/// <param name="action">Its action.</param>
/// <param name="note">Takes the unit of work, the station's number and the request. What fails there is undone alone.</param>
internal sealed class NotificationHandler(OcppAction action, Action<WriteUnit, long, object> note) : IMessageHandler
{
    public OcppAction Action => action;

    public Step Handle(StationRecord station, InboundCall call, DateTimeOffset now) => Step.AfterCommit(new Told(action, note, call.Request));

    private sealed class Told(OcppAction action, Action<WriteUnit, long, object> note, object request) : Effect
    {
        public override object Apply(WriteUnit unit, Lease lease)
        {
            unit.Raise(new StationNotified(action.Name, PayloadJson.ToText(action.Request, request)) { Station = lease.Identity });
            unit.Try($"{action.Name} of station {lease.Identity}", () => note(unit, lease.StationId, request));
            return action.Response.Read("{}"u8, ReadMode.Strict);
        }
    }
}
